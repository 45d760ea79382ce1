// Looks at views as everybody may have to see them: in the colours of their system, with more contrast, twice as large, and on a phone.
import assert from 'node:assert/strict';
import { allCanBeReached, nothingSticksOut } from './reach.mjs';

/** Those that no other flow looks at; every one looks at light and dark. */
const MORE_CONTRAST = { contrast: 'more' };
const FORCED_COLOURS = { forcedColors: 'active' };
const OF_COLOURS = ['color-contrast'];
const NOTHING_ASKED = { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' };

const USUAL = { viewport: { width: 1280, height: 720 } };
const ROOMS = {
  'on a phone': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  'at 200 %': { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 },
};

/**
 * axe-core finds nothing, nothing sticks out, and every control can be reached and shows that it has the focus. Looks at everything before
 * it fails: what is wrong in one place is often wrong in another one, too.
 */
export async function forEverybody(desk, views, storageState) {
  const faults = [];
  const look = async (where, options, check) => {
    const context = await desk.context({ storageState, ...options });
    for (const [name, { path, show }] of Object.entries(views)) {
      const page = await desk.open(path, context);
      page.on('dialog', dialog => dialog.accept());
      const note = found => found.catch(({ actual, message }) => faults.push(`${name} ${where}: ${message}${Array.isArray(actual) ? `\n${actual.join('\n')}` : ''}`));
      await note(show(page).then(() => check(page, note)));
      await page.close();
    }
    await context.close();
  };

  await look('in a usual window', USUAL, async (page, note) => {
    await page.emulateMedia(MORE_CONTRAST);
    await note(desk.checkRules(page, 'more contrast', OF_COLOURS));
    await page.emulateMedia({ ...NOTHING_ASKED, ...FORCED_COLOURS });
    await note(allCanBeReached(page, 'forced colours'));
    await page.emulateMedia(NOTHING_ASKED);
    await note(allCanBeReached(page, 'light'));
  });
  for (const [where, options] of Object.entries(ROOMS)) {
    await look(where, options, async (page, note) => {
      await note(nothingSticksOut(page, 'the sides'));
      if (options.isMobile) await note(desk.checkRules(page, where));
      await note(allCanBeReached(page, 'light'));
    });
  }
  assert.deepEqual(faults, []);
}

// Looks at views as everybody may have to see them: in the colours of their system, with more contrast, twice as large, and on a phone.
import assert from 'node:assert/strict';
import { allCanBeReached, nothingSticksOut } from './reach.mjs';

/** What a clerk's system asks for. */
const SYSTEMS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'more contrast': { contrast: 'more' },
  'more contrast, dark': { contrast: 'more', colorScheme: 'dark' },
};
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
    for (const [system, asked] of Object.entries(SYSTEMS)) {
      await page.emulateMedia({ ...NOTHING_ASKED, ...asked });
      await note(desk.checkRules(page, system, OF_COLOURS));
    }
    await page.emulateMedia(SYSTEMS['forced colours']);
    await note(allCanBeReached(page, 'forced colours'));
    await page.emulateMedia(NOTHING_ASKED);
    await note(allCanBeReached(page, 'light'));
  });
  for (const [where, options] of Object.entries(ROOMS)) {
    await look(where, options, async (page, note) => {
      await note(nothingSticksOut(page, 'the sides'));
      await note(desk.checkRules(page, 'light'));
      await note(allCanBeReached(page, 'light'));
    });
  }
  assert.deepEqual(faults, []);
}

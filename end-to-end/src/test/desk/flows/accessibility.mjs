// Everything that a page can show is for everybody: light, dark, in the system's own colours, with more contrast, twice as large, and on a
// phone. axe-core finds nothing, nothing sticks out, and every control can be reached and shows that it has the focus.
import assert from 'node:assert/strict';
import { connectionIs } from '../desk.mjs';
import { addLine } from '../order-form.mjs';
import { allCanBeReached, nothingSticksOut } from '../reach.mjs';
import { openShop } from '../sample-shop.mjs';
import { orderViews, otherViews, productViews } from '../views.mjs';

/** What the clerk's system asks for, in a window of the usual size. */
const SYSTEMS = { light: {}, dark: { colorScheme: 'dark' }, 'forced colours': { forcedColors: 'active' }, 'more contrast': { contrast: 'more' }, 'more contrast, dark': { contrast: 'more', colorScheme: 'dark' } };
const OF_COLOURS = ['color-contrast'];
const NOTHING_ASKED = { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** A window of 1280 × 720 at 200 %. */
const MAGNIFIED = { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 };

export default async function (desk) {
  const { orders } = await openShop(desk);
  const views = { ...orderViews(orders[1]), ...productViews, ...otherViews };
  const storageState = await withLines(desk);
  const faults = [];
  await inEverySystem(desk, views, storageState, faults);
  await inEveryRoom(desk, views, storageState, PHONE, 'on a phone', faults);
  await inEveryRoom(desk, views, storageState, MAGNIFIED, 'at 200 %', faults);
  assert.deepEqual(faults, []);
}

/** An order is half entered. */
async function withLines(desk) {
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, 'Schwarzwälder Schinken', 3);
  await addLine(page, 'Arbeitshandschuhe Nitril Größe 9', 12);
  const storageState = await page.context().storageState();
  await page.context().close();
  return storageState;
}

export async function inEverySystem(desk, views, storageState, faults) {
  const context = await desk.context({ storageState, viewport: { width: 1280, height: 720 } });
  for (const [name, view] of Object.entries(views)) {
    await shown(desk, context, name, view, faults, async (page, check) => {
      for (const [system, asked] of Object.entries(SYSTEMS)) {
        await page.emulateMedia({ ...NOTHING_ASKED, ...asked });
        await check(desk.checkRules(page, `${name}, ${system}`, OF_COLOURS));
      }
      await page.emulateMedia({ ...NOTHING_ASKED, forcedColors: 'active' });
      await check(allCanBeReached(page, `${name}, forced colours`));
      await page.emulateMedia(NOTHING_ASKED);
      await check(allCanBeReached(page, name));
    });
  }
}

export async function inEveryRoom(desk, views, storageState, room, where, faults) {
  const context = await desk.context({ storageState, ...room });
  for (const [name, view] of Object.entries(views)) {
    await shown(desk, context, name, view, faults, async (page, check) => {
      await check(nothingSticksOut(page, `${name} ${where}`));
      await check(desk.checkRules(page, `${name} ${where}`));
      await check(allCanBeReached(page, `${name} ${where}`));
    });
  }
}

/** Looks at everything before it fails: what is wrong in one place is often wrong in another one, too. */
async function shown(desk, context, name, { path, show }, faults, look) {
  const page = await desk.open(path, context);
  page.on('dialog', dialog => dialog.accept());
  const check = found => found.catch(({ actual, message }) => faults.push(`${name}: ${message}${actual ? `\n${actual.join('\n')}` : ''}`));
  await check(show(page).then(() => look(page, check)));
  await page.close();
}

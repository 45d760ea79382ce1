// The typeface is waited for by nobody: the text is there without it, and where it was when it comes.
import assert from 'node:assert/strict';
import { connectionIs, seen } from '../desk.mjs';
import { firstPaint, nothingMoved, watchPaint } from '../paint.mjs';

const FONT = /\.woff2$/;
const MAX_SHIFT = 0.01;
const PAGES = ['/orders', '/products'];

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Tea in every typeface, 500 g' });
  await desk.placeOrder([{ ...product, quantity: 2 }], 'Kantine Stadtwerke');
  for (const path of PAGES) {
    await late(desk, path);
    await neverThere(desk, path);
  }
}

async function late(desk, path) {
  const context = await desk.context();
  await watchPaint(context);
  let come;
  const waited = new Promise(done => (come = done));
  await context.route(FONT, route => waited.then(() => route.continue()));
  const page = await desk.open(path, context, desk.address, 'commit');
  await firstPaint(page);
  await isDrawn(page, page.getByRole('link', { name: 'Products' }));
  await showsText(page);
  assert(!(await hasTypeface(page)), 'the typeface was not held back');
  await page.evaluate(() => window.shifts.splice(0));

  come();
  await page.waitForFunction(() => document.fonts.check('1rem Inter') && document.fonts.status === 'loaded');
  assert(await hasTypeface(page), 'the typeface has not come');
  await nothingMoved(page, `${path} when the typeface comes`, MAX_SHIFT);
  await context.close();
}

async function neverThere(desk, path) {
  const context = await desk.context();
  await context.route(FONT, route => route.abort());
  const page = await desk.open(path, context);
  await showsText(page);
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  assert(!(await hasTypeface(page)));
  await context.close();
  desk.forgive(/\.woff2 net::ERR_FAILED|Failed to load resource: net::ERR_FAILED/);
}

/** A typeface that blocks takes its room, but is not seen for three seconds. */
async function isDrawn(page, text) {
  const { x, y, width, height } = await text.boundingBox();
  const session = await page.context().newCDPSession(page); // Playwright's own pictures wait for the typeface
  const { data } = await session.send('Page.captureScreenshot', { clip: { x, y, width, height: height - 4, scale: 1 } });
  const shades = await page.evaluate(async png => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    canvas.drawImage(picture, 0, 0);
    const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
    return new Set(data.filter((_, n) => n % 4 === 0)).size;
  }, data);
  assert(shades > 3, `the text is not drawn: ${shades} shades`);
}

async function showsText(page) {
  await connectionIs(page, 'Live');
  await seen(page.locator('tr[data-id]').first());
}

const hasTypeface = page => page.evaluate(() => [...document.fonts].some(({ family, status }) => /^"?Inter"?$/.test(family) && status === 'loaded'));

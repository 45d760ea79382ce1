// Two clicks are one wish: a double click does once what a click does, and what slides under the pointer is not hit by it.
import assert from 'node:assert/strict';
import { choose, connectionIs, countIs, focused, holds, rowOf, seen } from '../desk.mjs';
import { rowOfOrder } from '../order-form.mjs';

const PRODUCTS = '/api/inventory/products';
/** Between the clicks of a double click, in milliseconds. */
const PAUSES = [0, 120];

export default async function (desk) {
  await deletesOne(desk);
  await savesAndTouchesNothingElse(desk);
  await opensAnOrder(desk);
  await closesBesideIt(desk);
  await refundsOnce(desk);
}

/** Some browsers count the clicks; with `asOne`, as others tell of it when something else has come under the pointer. */
async function doubleClick(page, locator, pause, asOne = false) {
  const { x, y, width, height } = await locator.boundingBox();
  const [left, top] = [x + width / 2, y + height / 2];
  await page.mouse.move(left, top);
  await page.mouse.down({ clickCount: 1 });
  await page.mouse.up({ clickCount: 1 });
  await page.waitForTimeout(pause);
  await page.mouse.down({ clickCount: asOne ? 1 : 2 });
  await page.mouse.up({ clickCount: asOne ? 1 : 2 });
}

async function deletesOne(desk) {
  const products = [];
  for (const letter of 'ABCDEF') products.push(await desk.addProduct({ name: `Doubled ${letter}` }));
  const page = await desk.open('/products?q=Doubled');
  await connectionIs(page, 'Live');
  for (const [letter, pause, asOne] of [['A', 0, false], ['C', 120, false], ['E', 120, true]]) {
    const row = rowOf(page, 'Products', `Doubled ${letter}`);
    await row.getByRole('button', { name: /^What to do with/ }).click();
    await doubleClick(page, row.getByRole('menuitem', { name: 'Delete' }), pause, asOne);
    await seen(row.getByRole('button', { name: /^Undo/ }));
  }
  for (const letter of 'BDF') await seen(rowOf(page, 'Products', `Doubled ${letter}`).getByRole('button', { name: /^Edit/ }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-deleted-rows');
  await page.goto('about:blank'); // then they are sent
  const statusOf = async ({ id }) => (await fetch(`${desk.address}${PRODUCTS}/${id}`)).status;
  await holds(async () => assert.deepEqual(await Promise.all(products.map(statusOf)), [404, 200, 404, 200, 404, 200]));
  for (const { id } of products.filter((_, n) => n % 2)) await desk.call('DELETE', `${PRODUCTS}/${id}`);
  desk.forgive(/ERR_ABORTED/);
}

/** Where Save was there may be Delete. */
async function savesAndTouchesNothingElse(desk) {
  const product = await desk.addProduct({ name: 'Saved by a double click' });
  const page = await desk.open('/products?q=Saved');
  await connectionIs(page, 'Live');
  const row = rowOf(page, 'Products', product.name);
  await row.getByRole('button', { name: /^Edit/ }).click();
  await page.getByLabel('Price', { exact: true }).fill('7.50');
  await doubleClick(page, page.getByRole('button', { name: 'Save' }), 120, true);
  await seen(row.getByRole('gridcell', { name: '7.50' }));
  await seen(row.getByRole('button', { name: /^Edit/ }));
  await countIs(page.getByRole('dialog'), 0);
  await page.close();
}

async function opensAnOrder(desk) {
  const tea = await desk.addProduct({ name: 'Doubled tea' });
  const order = await desk.placeOrder([{ ...tea, quantity: 1 }]);
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  const drawer = page.getByRole('dialog', { name: `Order ${order.number}` });
  for (const pause of [...PAUSES, 200]) {
    for (const asOne of [false, true]) {
      await doubleClick(page, rowOfOrder(page, order), pause, asOne);
      await seen(drawer.getByText('Doubled tea'));
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await countIs(drawer, 1);
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    }
  }
  await page.close();
}

/** A dialog closes only if the press and the release are beside it. */
async function closesBesideIt(desk) {
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await choose(page, 'Keyboard shortcuts');
  const dialog = page.getByRole('dialog');
  const title = await dialog.getByRole('heading', { level: 2 }).boundingBox();
  const opened = await page.evaluate(() => performance.now());
  await page.waitForFunction(opened => performance.now() > opened + 600, opened);
  const drag = async (from, to) => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to);
    await page.mouse.up();
  };
  const [inside, beside] = [[title.x + 20, title.y + 10], [20, 600]];
  await drag(inside, beside);
  await drag(beside, inside);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await countIs(dialog, 1);
  await drag(beside, [24, 604]);
  await dialog.waitFor({ state: 'detached' });
  await page.close();
}

async function refundsOnce(desk) {
  const tea = await desk.addProduct({ name: 'Doubled refund', quantity: 10 });
  const order = await desk.placeOrder([{ ...tea, quantity: 4 }]);
  const page = await desk.open(`/orders?order=${order.id}`);
  const drawer = page.getByRole('dialog', { name: `Order ${order.number}`, exact: true });
  await doubleClick(page, drawer.getByRole('button', { name: 'Refund…' }), 120);
  const dialog = page.getByRole('dialog', { name: `Refund order ${order.number}?` });
  await focused(dialog.getByLabel('Reason'));
  // Enter that is held down, as by somebody who has opened the dialog with it.
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await seen(drawer.getByRole('listitem').filter({ hasText: 'refunded' }));
  await holds(async () => assert.equal((await desk.call('GET', `${PRODUCTS}/${tea.id}`)).quantity, 10));
  await page.close();
}

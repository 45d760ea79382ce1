// Why is it 3? The history of a product tells, adds up, goes back as far as there is something, and is live.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, countIs, holds, keepsFocus, rowOf, seen, valueIs } from '../desk.mjs';
import { ordersOf } from '../order-form.mjs';

const PRODUCTS = '/api/inventory/products';

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Remembered vanilla', quantity: 10 });
  const page = await desk.open('/products?q=Remembered');
  await connectionIs(page, 'Live');
  const drawer = page.getByRole('dialog', { name: 'History of Remembered vanilla' });
  await told(desk, page, drawer, product);
  await older(desk, page, drawer, product);
  await openedBeforeTheAddressFollows(page, drawer);
  await byAddress(desk, page, product);
  await ordersNamedAsTheyAreSeen(desk, product);
  await desk.call('DELETE', `${PRODUCTS}/${product.id}`);
}

const adjust = (desk, { id }, delta, reason) => desk.call('POST', `${PRODUCTS}/${id}/stock`, { delta, reason });
const cellsAre = (row, cells, from = 0) => holds(async () => assert.deepEqual((await row.getByRole('cell').allInnerTexts()).slice(from), cells));

async function told(desk, page, drawer, product) {
  await adjust(desk, product, -5, 'broken');
  const order = await desk.placeOrder([{ ...product, quantity: 2 }]);
  await rowOf(page, 'Products', product.name).getByRole('button', { name: /^History/ }).click();
  await seen(drawer.getByText('Removed: broken'));
  const held = drawer.getByRole('row').filter({ hasText: `Held for order ${order.number}` });
  await cellsAre(held, ['−2', '3'], 2);
  await attributeIs(held.getByRole('link'), 'href', `/orders?order=${order.id}`);
  await cellsAre(drawer.getByRole('row', { name: /^All together/ }), ['+3', '3']);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-history');

  await adjust(desk, product, 4, 'found');
  await seen(drawer.getByText('Added: found'));
  await seen(drawer.getByRole('row', { name: /^All together/ }).getByText('+7'));
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  assert.doesNotMatch(page.url(), /history/);
}

async function older(desk, page, drawer, product) {
  for (let i = 0; i < 60; i++) await adjust(desk, product, i % 2 ? -1 : 1, `turn ${i}`);
  await rowOf(page, 'Products', product.name).getByRole('button', { name: /^History/ }).click();
  await seen(drawer.getByText('turn 59'));
  await seen(drawer.getByRole('row', { name: /^Free before these/ }).getByText('7'));
  await seen(drawer.getByRole('row', { name: /^These together/ }).getByText('7'));
  await desk.checkAccessibility(page);
  await drawer.getByRole('button', { name: 'Show older' }).click();
  await seen(drawer.getByText('Product added'));
  await keepsFocus(drawer);
  await adjust(desk, product, 1, 'the newest');
  await seen(drawer.getByText('the newest'));
  await seen(drawer.getByText('Product added'));
  await cellsAre(drawer.getByRole('row', { name: /^All together/ }), ['+8', '8']);
  await countIs(drawer.getByRole('button', { name: 'Show older' }), 0);
  await page.goBack();
  await drawer.waitFor({ state: 'detached' });
}

async function openedBeforeTheAddressFollows(page, drawer) {
  const filter = page.getByRole('searchbox');
  await filter.fill('remembered van');
  await filter.press('Enter');
  await page.evaluate(() => new Promise(requestAnimationFrame)); // then the row has the focus
  await page.keyboard.press('h');
  await seen(drawer.getByText('the newest'));
  await page.waitForURL(/q=remembered\+van&history=/);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.waitForURL('**/products?q=remembered+van');
  await valueIs(filter, 'remembered van');
}

async function byAddress(desk, page, product) {
  await page.goto(`${desk.address}/products?history=${product.id}`);
  await seen(page.getByRole('dialog', { name: 'History of Remembered vanilla' }).getByText('the newest'));
}

/** Orders that the desk does not have are asked for one by one, a few at once, when their rows are in view. */
async function ordersNamedAsTheyAreSeen(desk, product) {
  await adjust(desk, product, 60);
  const orders = [];
  for (let n = 0; n < 40; n++) orders.push(await desk.placeOrder([{ ...product, quantity: 1 }]));
  await holds(async () => assert.deepEqual((await ordersOf(desk, product)).filter(({ status }) => status === 'pending'), [])); // or the live events would name them
  const context = await desk.context();
  await context.route(/\/api\/payment\/orders\?/, route => route.fulfill({ json: [] }));
  let [running, most] = [0, 0];
  const asked = [];
  await context.route(/\/api\/payment\/orders\/[\w-]{36}$/, async route => {
    asked.push(route.request().url());
    most = Math.max(most, ++running);
    const response = await route.fetch();
    running--;
    await route.fulfill({ response });
  });
  const page = await desk.open(`/products?history=${product.id}`, context);
  const drawer = page.getByRole('dialog', { name: `History of ${product.name}` });
  const rowOfOrder = ({ number }) => drawer.getByRole('row').filter({ has: page.getByRole('link', { name: `order ${number}`, exact: true }) });
  await seen(rowOfOrder(orders.at(-1)));
  await countIs(rowOfOrder(orders[0]), 0);
  const first = drawer.getByRole('row').filter({ has: page.locator(`a[href$="${orders[0].id}"]`) });
  await first.scrollIntoViewIfNeeded();
  await seen(rowOfOrder(orders[0]));
  assert.equal(asked.filter(url => url.endsWith(orders[0].id)).length, 1);
  assert(most > 1 && most <= 4, `${most} requests at once`);
  await holds(async () => assert.equal(await drawer.getByText(/^Sold in/).count() > 0, true));
  await drawer.getByRole('link', { name: `order ${orders[0].number}`, exact: true }).click();
  await page.waitForURL(`**/orders?order=${orders[0].id}`);
  await seen(page.getByRole('dialog', { name: `Order ${orders[0].number}`, exact: true }));
  await context.close();
}

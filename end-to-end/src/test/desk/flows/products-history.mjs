// Why is it 3? The history of a product tells, adds up, goes back as far as there is something, and is live.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, countIs, holds, keepsFocus, rowOf, seen, valueIs } from '../desk.mjs';

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
  await desk.call('DELETE', `${PRODUCTS}/${product.id}`);
}

const adjust = (desk, { id }, delta, reason) => desk.call('POST', `${PRODUCTS}/${id}/stock`, { delta, reason });
const cellsAre = (row, cells, from = 0) => holds(async () => assert.deepEqual((await row.getByRole('cell').allInnerTexts()).slice(from), cells));

async function told(desk, page, drawer, product) {
  await adjust(desk, product, -5, 'broken');
  const order = await desk.placeOrder([{ ...product, quantity: 2 }]);
  await rowOf(page, 'Products', product.name).getByRole('button', { name: /^History/ }).click();
  await seen(drawer.getByText('Adjusted: broken'));
  const held = drawer.getByRole('row').filter({ hasText: 'Held for an order' });
  await cellsAre(held, ['−2', '3'], 1);
  await attributeIs(held.getByRole('link'), 'href', `/orders?order=${order.id}`);
  await cellsAre(drawer.getByRole('row', { name: /^All together/ }), ['+3', '3']);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-history');

  await adjust(desk, product, 4, 'found');
  await seen(drawer.getByText('Adjusted: found'));
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

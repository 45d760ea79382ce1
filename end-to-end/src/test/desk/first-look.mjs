// What a clerk does first. Arguments: the address of the desk, and the file for a picture of it.
import assert from 'node:assert/strict';
import { withBrowser } from './browser.mjs';

const [desk, picture] = process.argv.slice(2);
const LIMIT = 10_000;
const TEA = 'Sencha green tea, 1 kg';
const STOCK = [
  ['Arabica coffee beans, 5 kg', '89.90', '120'],
  ['Honey, wildflower, 500 g', '6.40', '75'],
  ['Olive oil, extra virgin, 5 l', '42.75', '48'],
  ['Basmati rice, 25 kg', '54.00', '200'],
];

const complaints = [];

await withBrowser(async browser => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', locale: 'en-GB' });
  context.setDefaultTimeout(LIMIT);
  const page = await open(context, '/');
  await page.evaluate(() => (window.notReloaded = true));

  await addAndOrder(page);
  await deepLinks(context);
  await deleteProduct(page);
  await takePicture(page);

  assert.equal(await page.evaluate(() => window.notReloaded), true, 'the page was loaded again');
  assert.deepEqual(complaints, []);
});

async function open(context, path) {
  const page = await context.newPage();
  page.on('console', message => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', error => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', request => complaints.push(`failed: ${request.url()} ${request.failure().errorText}`));
  page.on('response', answer => answer.status() >= 400 && complaints.push(`${answer.status()}: ${answer.url()}`));
  const answer = await page.goto(desk + path);
  assert.equal(answer.status(), 200);
  return page;
}

async function addAndOrder(page) {
  await addProduct(page, [TEA, '12.50', '40']);
  await seen(product(page, TEA).filter({ hasText: '12.50' }));
  assert.deepEqual(await stockOf(page, TEA), ['40', '0']);

  await placeOrder(page, TEA, '3');
  await seen(order(page, TEA).filter({ hasText: 'pending' }));
  await seen(order(page, TEA).filter({ hasText: '45.00' }));
  await seen(product(page, TEA).filter({ has: page.getByRole('cell', { name: '37', exact: true }) }));
  assert.deepEqual(await stockOf(page, TEA), ['37', '3']);

  await seen(order(page, TEA).filter({ hasText: 'completed' }));
  await seen(product(page, TEA).filter({ has: page.getByRole('cell', { name: '0', exact: true }) }));
  assert.deepEqual(await stockOf(page, TEA), ['37', '0']);
}

async function deepLinks(context) {
  const products = await open(context, '/products');
  await seen(product(products, TEA));
  assert.match(await products.title(), /^Products/);
  assert.equal(await products.getByRole('table', { name: 'Recent orders' }).count(), 0);

  const orders = await open(context, '/orders');
  await seen(order(orders, TEA));
  assert.match(await orders.title(), /^Orders/);
  assert.equal(await orders.getByRole('table', { name: 'Products' }).count(), 0);
}

async function deleteProduct(page) {
  const button = page.getByRole('button', { name: `Delete ${TEA}`, exact: true });
  await button.click();
  await page.getByRole('button', { name: 'Keep' }).click();
  await button.click();
  await page.getByRole('group', { name: `Delete ${TEA}?` }).getByRole('button', { name: 'Delete' }).click();
  await product(page, TEA).waitFor({ state: 'detached' });
  await seen(order(page, TEA));
}

async function takePicture(page) {
  for (const wares of STOCK) {
    await addProduct(page, wares);
    await seen(product(page, wares[0]));
  }
  const [coffee, honey, oil] = STOCK.map(([name]) => name);
  await placeOrder(page, honey, '12');
  await placeOrder(page, coffee, '2');
  await seen(order(page, coffee).filter({ hasText: 'completed' }));
  await order(page, honey).getByRole('button', { name: /^Refund/ }).click();
  await order(page, honey).getByRole('button', { name: 'Refund', exact: true }).click();
  await seen(order(page, honey).filter({ hasText: 'refunded' }));
  await placeOrder(page, oil, '6');
  await seen(order(page, oil).filter({ hasText: 'pending' }));
  await page.getByLabel('Product', { exact: true }).selectOption({ index: 1 });
  await page.screenshot({ path: picture });
}

async function addProduct(page, [name, price, quantity]) {
  const form = page.getByRole('region', { name: 'New product' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Price').fill(price);
  await form.getByLabel('Quantity').fill(quantity);
  await form.getByRole('button', { name: 'Add product' }).click();
  await page.getByRole('status').getByText(`${name} added.`).waitFor();
}

async function placeOrder(page, name, quantity) {
  const form = page.getByRole('region', { name: 'New order' });
  const option = form.getByRole('option', { name });
  await form.getByLabel('Product').selectOption(await option.getAttribute('value'));
  await form.getByLabel('Quantity').fill(quantity);
  await form.getByRole('button', { name: 'Place order' }).click();
  await seen(order(page, name));
}

async function stockOf(page, name) {
  const cells = await product(page, name).getByRole('cell').allTextContents();
  return cells.slice(1, 3);
}

function product(page, name) {
  return page.getByRole('table', { name: 'Products' }).getByRole('row').filter({ hasText: name });
}

function order(page, name) {
  return page.getByRole('table', { name: 'Recent orders' }).getByRole('row').filter({ hasText: name });
}

async function seen(locator) {
  await locator.waitFor({ state: 'visible' });
}

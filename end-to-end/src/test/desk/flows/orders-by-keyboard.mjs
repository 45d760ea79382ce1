// An order of several lines is placed without a mouse, and seen until it is completed.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, hasFocus, holds, rowOf, seen, valueIs } from '../desk.mjs';
import { isCompleted, ordersOf, picker, placeByKeys, placed, quantityOf, reference } from '../order-form.mjs';
import { said } from '../language.mjs';

export default async function (desk) {
  const coffee = await desk.addProduct({ name: 'Keyed coffee, 5 kg', price: '89.90', quantity: 1200 });
  const honey = await desk.addProduct({ name: 'Keyed honey', price: '6.40', quantity: 75 });
  const tea = await desk.addProduct({ name: 'Keyed tea', price: '12.50', quantity: 0 });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');

  await focused(picker(page)); // an order can be entered at once
  await page.keyboard.press('Escape');
  await shortcutsAreListed(page);
  await page.keyboard.press('n');
  await focused(picker(page));
  await theDropdown(desk, page, tea);
  await severalLines(page, coffee, honey);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-form');

  await tabTo(page, reference(page));
  await page.keyboard.type('PO 4711');
  await page.keyboard.press('Enter');
  assert.deepEqual(await ordersOf(desk, coffee), [], 'Enter in a field places the order');
  await placeByKeys(page);
  await placed(page);
  await focused(picker(page));
  await countIs(page.getByRole('table', { name: 'Lines of the new order' }), 0);
  await valueIs(reference(page), '');

  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await focused(page.getByRole('searchbox'));
  const row = rowOf(page, 'Orders', 'PO 4711');
  await seen(row.filter({ hasText: 'pending' }));
  const [order] = await ordersOf(desk, coffee);
  await isCompleted(desk, order);
  await countIs(row.filter({ hasText: 'pending' }), 0);
  await seen(row);
  const placedLast = page.getByRole('region', { name: 'The order that was placed last' });
  await seen(placedLast.getByText(order.number, { exact: true }));
  await seen(placedLast.getByText('2 lines · €377.40'));
  await countIs(placedLast.getByText('pending'), 0); // silence: it is completed
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-placed');
  assert.deepEqual(order.lines.map(({ name, quantity }) => [name, quantity]), [[coffee.name, 3], [honey.name, 7]]);
  assert.deepEqual([order.fee, order.total, order.reference], [62.9, 377.4, 'PO 4711']);
}

async function shortcutsAreListed(page) {
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const does of ['New order: choose a product', 'Place the order', 'Search the orders']) await seen(help.getByText(does));
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
}

async function theDropdown(desk, page, tea) {
  const options = page.getByRole('listbox', { name: 'Products' }).getByRole('option');
  const active = () => page.getByRole('listbox', { name: 'Products' }).getByRole('option', { selected: true });
  await page.keyboard.type('keyed');
  await seen(active().filter({ hasText: 'Keyed tea' }).filter({ hasText: 'none' }));
  await countIs(options, 3);
  await addStock(desk, tea, 4);
  await seen(active().filter({ hasText: 'low 4 free' }));
  await page.keyboard.press('End');
  await seen(active().filter({ hasText: 'Keyed coffee' }).filter({ hasText: '89.90' }).filter({ hasText: '1,200 free' }));
  await page.keyboard.press('ArrowDown');
  await seen(active().filter({ hasText: 'Keyed tea' }));
  await page.keyboard.press('ArrowDown');
  await seen(active().filter({ hasText: 'Keyed honey' }));
  await page.keyboard.press('Home');
  await seen(active().filter({ hasText: 'Keyed tea' }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-picker');
  await page.keyboard.type(' honey of none');
  await seen(page.locator('.picker-list').getByText('No product is named like that.'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await valueIs(picker(page), '');
}

async function severalLines(page, coffee, honey) {
  const quantity = page.getByLabel('Quantity', { exact: true });
  await page.keyboard.type('keyed coff');
  await page.keyboard.press('Enter');
  await valueIs(picker(page), coffee.name);
  await focused(quantity);
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await focused(picker(page));
  await seen(quantityOf(page, coffee.name));

  await page.keyboard.type('honey key');
  await page.keyboard.press('Tab');
  await valueIs(picker(page), honey.name);
  await focused(quantity);
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  assert(await hasFocus(quantity), 'none is no quantity');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');

  await page.keyboard.type('keyed coffee');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await focused(picker(page));
  await valueIs(quantityOf(page, coffee.name), '3', 'the same product again adds up');

  await page.keyboard.type('keyed tea');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await focused(quantityOf(page, 'Keyed tea')); // the lines are one stop of Tab, at the last one
  await page.keyboard.press('Control+Delete');
  await quantityOf(page, 'Keyed tea').waitFor({ state: 'detached' });
  await focused(quantityOf(page, honey.name));
  await page.keyboard.press('ArrowUp');
  await focused(quantityOf(page, coffee.name));
  await page.keyboard.press('ArrowUp');
  await focused(picker(page));

  await tabTo(page, quantityOf(page, coffee.name));
  await page.keyboard.press('ArrowDown');
  await focused(quantityOf(page, honey.name));
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await focused(picker(page));
  const sums = [['Subtotal', '314.50'], ['Fee 20%', '62.90'], ['Total', '€', '377.40']].map(sum => sum.map(text => said(page, text)).join(' '));
  await holds(async () => assert.deepEqual(await sumsOf(page), sums));
}

/** What stands under the lines. */
const sumsOf = page => page.locator('.sums > div').evaluateAll(sums => sums.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()));

async function tabTo(page, locator) {
  for (let tabs = 0; tabs < 20 && !(await hasFocus(locator)); tabs++) await page.keyboard.press('Tab');
  assert(await hasFocus(locator), 'it is not reached by Tab');
}

async function addStock(desk, { id }, delta) {
  const answer = await fetch(`${desk.address}/api/inventory/products/${id}/stock`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ delta }),
  });
  assert(answer.ok);
}

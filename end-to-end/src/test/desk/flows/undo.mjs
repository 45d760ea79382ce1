// What can be undone can be undone by a key on every page, and waits while somebody looks at it.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, scan, seen, valueIs } from '../desk.mjs';
import { addLine, picker, quantityOf } from '../order-form.mjs';

const PRODUCTS = '/api/inventory/products';

export default async function (desk) {
  const jam = await desk.addProduct({ name: 'Undone jam' });
  const page = await desk.open('/products?q=Undone');
  await connectionIs(page, 'Live');
  const row = page.locator('tr[data-id]').filter({ hasText: jam.name });
  await byKeyOnEveryPage(desk, page, row, jam);
  await offersNothingThatGoes(page, row, jam);
  await waits(desk, page, row, jam);
  await clearedForm(desk, page);
}

const remove = async row => {
  await row.focus();
  await row.page().keyboard.press('Delete');
  await seen(row.getByRole('button', { name: /^Undo/ }));
  await focused(row);
};

/** Among many products only those in view are there. */
async function goToProduct(page, { name }) {
  await page.keyboard.type('gp');
  await page.getByRole('searchbox').fill(name);
}

const messageOf = (page, { name }) => page.locator('.toast').filter({ hasText: `${name} will be deleted.` });

async function byKeyOnEveryPage(desk, page, row, jam) {
  await remove(row);
  await page.keyboard.press('Enter');
  await seen(row.getByRole('button', { name: /^Edit/ }));
  await focused(row);
  await remove(row);
  await page.keyboard.press('Delete'); // a second time does nothing more
  await page.keyboard.press('u');
  await seen(row.getByRole('button', { name: /^Edit/ }));
  await focused(row);
  await remove(row);
  await messageOf(page, jam).hover(); // however long the rest takes
  await page.keyboard.type('go');
  await seen(page.getByRole('heading', { name: 'Orders', level: 1 }));
  await page.keyboard.press('u');
  await countIs(page.getByRole('status').filter({ hasText: 'will be deleted' }), 0);
  await desk.call('GET', `${PRODUCTS}/${jam.id}`);
}

async function offersNothingThatGoes(page, row, jam) {
  await goToProduct(page, jam);
  await remove(row);
  await messageOf(page, jam).hover();
  await page.keyboard.type('gon');
  await focused(picker(page));
  await page.keyboard.type(jam.name);
  await seen(page.locator('.picker-list').getByText('No product is named like that.'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.type('u');
  await goToProduct(page, jam);
  await seen(row.getByRole('button', { name: /^Edit/ }));
}

/** The time runs on the clock of the page, which is set forward here. */
async function waits(desk, page, row, jam) {
  await page.clock.install();
  await remove(row);
  const toast = messageOf(page, jam);
  await toast.hover();
  await page.clock.runFor(60_000);
  await seen(toast);
  await toast.getByRole('button', { name: 'Undo' }).focus();
  await page.mouse.move(5, 5);
  await page.clock.runFor(60_000);
  await seen(toast);
  await desk.call('GET', `${PRODUCTS}/${jam.id}`);
  await toast.getByRole('button', { name: 'Undo' }).press('Enter');
  await remove(row);
  const sent = page.waitForRequest(request => request.method() === 'DELETE');
  await page.clock.runFor(9_000);
  await sent;
  await row.waitFor({ state: 'detached' });
  await page.clock.resume();
}

async function clearedForm(desk, page) {
  const tea = await desk.addProduct({ name: 'Cleared tea' });
  await page.close();
  page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 3);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await countIs(quantityOf(page, tea.name), 0);
  const cleared = page.locator('.toast').filter({ has: page.getByRole('button', { name: 'Undo' }) });
  await cleared.hover();
  await scan(page, 'No such label');
  await seen(page.getByRole('alert').getByText('“No such label” was scanned and not added: no product is named like that.'));
  await seen(cleared); // what the key would undo is not covered by what has been said since
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await valueIs(quantityOf(page, tea.name), '3');
  assert.equal(await page.getByText('Form cleared.').count(), 0);
}

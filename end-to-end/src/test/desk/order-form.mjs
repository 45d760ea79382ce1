// What flows do with the order form, and what the server knows of it.
import assert from 'node:assert/strict';
import { connectionIs, focused, holds, seen } from './desk.mjs';

export const picker = page => page.getByRole('combobox', { name: 'Product', exact: true });

export const options = page => page.getByRole('listbox', { name: 'Products' }).getByRole('option');

export const reference = page => page.getByRole('textbox', { name: /^Reference/ });

export const quantityOf = (page, product) => page.getByLabel(`Quantity of ${product}`);

/** Of an order that is entered, by a part of its name. */
export const draftTab = (page, name) => page.getByRole('tab', { name });

/** The process of the page ends without a word. Returns the page that the clerk opens then, in the same browser. */
export async function crash(desk, page) {
  const context = page.context();
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => {});
  await crashed;
  const next = await desk.open('/orders', context);
  await connectionIs(next, 'Live');
  await page.close();
  return next;
}

/** As a clerk types it: a part of the name, Enter, how many, Enter. */
export async function addLine(page, product, quantity, typed = product) {
  await picker(page).focus();
  await page.keyboard.type(typed);
  await seen(options(page).and(page.locator('[aria-selected=true]')).filter({ hasText: product }));
  await page.keyboard.press('Enter');
  await page.keyboard.type(String(quantity));
  await page.keyboard.press('Enter');
  await seen(quantityOf(page, product));
  await focused(picker(page));
}

export const placeByKeys = page => page.keyboard.press('Control+Enter');

export const placed = page => seen(page.getByRole('status').getByText(/Order \S+ placed\./).first());

/** By its id: a number is also in times and amounts. */
export const rowOfOrder = (page, order) => page.locator(`tr[data-id="${order.id}"]`);

/** The orders that the server has of a product, once it has an index of them. */
export const ordersOf = (desk, product) =>
  holds(async () => {
    const answer = await fetch(`${desk.address}/api/payment/orders?product_id=${product.id}`);
    assert(answer.ok);
    return answer.json();
  });

/** Waits until the server says so: a row whose order is completed says nothing. */
export const isCompleted = (desk, { id }) => holds(async () => assert.equal((await desk.call('GET', `/api/payment/orders/${id}`)).status, 'completed'));

export async function quantityOnServer(desk, product) {
  const answer = await fetch(`${desk.address}/api/inventory/products/${product.id}`);
  return (await answer.json()).quantity;
}

// An order in detail: its timeline is live, it is refunded with and without the goods, and ordered again.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, keepsFocus, seen, valueIs } from '../desk.mjs';
import { ordersOf, picker, placeByKeys, placed, quantityOf, quantityOnServer, reference, rowOfOrder } from '../order-form.mjs';

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Detailed tea', price: '12.50', quantity: 40 });
  const gone = await desk.addProduct({ name: 'Detailed tea of last year', price: '3.00', quantity: 40 });
  const back = await desk.placeOrder([{ ...tea, quantity: 6 }]);
  const lost = await desk.placeOrder([{ ...tea, quantity: 4 }, { ...gone, quantity: 1 }], 'Detailed customer');
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');

  await opened(desk, page, back, lost);
  await throughTheHistory(page, back);
  await refunded(desk, page, back, { restock: true });
  await holds(async () => assert.equal(await quantityOnServer(desk, tea), 36));
  await neighbours(page, back, lost);
  await refunded(desk, page, lost, { restock: false });
  assert.equal(await quantityOnServer(desk, tea), 36);
  await orderedAgain(desk, page, tea, gone, lost);
  await byAddress(desk, tea, back);
}

const drawerOf = (page, order) => page.getByRole('dialog', { name: `Order ${order.number}`, exact: true });

async function opened(desk, page, order, newer) {
  const row = rowOfOrder(page, order);
  await row.getByText('Detailed tea').click();
  const drawer = drawerOf(page, order);
  await seen(drawer);
  assert.match(page.url(), new RegExp(`order=${order.id}`));
  await seen(drawer.getByRole('row', { name: 'Detailed tea 6 12.50 75.00' }));
  await seen(drawer.getByText('90.00').first());
  await seen(drawer.getByRole('listitem').filter({ hasText: 'Paid €90.00' }));
  await countIs(page.getByText(order.id), 0);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-detail');
  await besideTheForm(page, drawer);
  await row.getByText('Detailed tea').click();
  await seen(drawer);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const copy of [() => drawer.getByRole('button', { name: 'Copy the number' }).click(), () => page.keyboard.press('c')]) {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await copy();
    await seen(drawer.getByText('Copied'));
    await holds(async () => assert.equal(await page.evaluate(() => navigator.clipboard.readText()), order.number));
  }

  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await focused(row);
  assert.doesNotMatch(page.url(), /order=/);
  await page.keyboard.press('ArrowUp');
  await focused(rowOfOrder(page, newer));
  await page.keyboard.press('ArrowDown');
  await focused(row);
  await page.keyboard.press('Enter');
  await seen(drawer);
  await page.goBack();
  await drawer.waitFor({ state: 'detached' });
  await focused(row);
  assert.match(page.url(), /orders$/);
}

/** There is room for both, so the form goes on; on a small screen the order has the screen, and the same keys. */
async function besideTheForm(page, drawer) {
  const isModal = () => drawer.evaluate(element => element.matches(':modal'));
  assert.equal(await isModal(), false);
  await picker(page).fill('Detailed');
  await seen(page.getByRole('option').first());
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 800, height: 800 });
  await holds(async () => assert.equal(await isModal(), true));
  await page.setViewportSize({ width: 1280, height: 800 });
  await holds(async () => assert.equal(await isModal(), false));
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
}

/** Closed as often as wanted, by Esc or by going back: the page behind the drawer stands in the history once. */
async function throughTheHistory(page, order) {
  const drawer = drawerOf(page, order);
  await page.goForward();
  await seen(drawer);
  await page.reload();
  await seen(drawer);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.goForward();
  await seen(drawer);
}

async function refunded(desk, page, order, { restock }) {
  const drawer = drawerOf(page, order);
  if (restock) await page.keyboard.press('r');
  else await drawer.getByRole('button', { name: 'Refund…' }).click();
  const dialog = page.getByRole('dialog', { name: `Refund order ${order.number}?` });
  await focused(dialog.getByLabel('Reason'));
  await dialog.getByLabel('Reason').fill(restock ? 'sent back' : 'broken on the way');
  const back = dialog.getByLabel('Put the goods back in stock');
  assert.equal(await back.isChecked(), true);
  if (!restock) await back.uncheck();
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-refund');
  await dialog.getByRole('button', { name: /^Refund/ }).click();
  await dialog.waitFor({ state: 'detached' });
  const entry = drawer.getByRole('listitem').filter({ hasText: 'Refunded' });
  await seen(entry.filter({ hasText: restock ? 'sent back' : 'broken on the way' }));
  await countIs(drawer.getByRole('button', { name: 'Refund…' }), 0);
  await keepsFocus(drawer);
  await desk.takePictures(page, 'order-refunded');
}

/** From one order to the next without closing the drawer, and back to the row of the last one. */
async function neighbours(page, order, newer) {
  await drawerOf(page, order).getByRole('button', { name: 'Newer order' }).click();
  await seen(drawerOf(page, newer));
  await drawerOf(page, newer).getByRole('button', { name: 'Older order' }).click();
  await seen(drawerOf(page, order));
  for (const [up, down] of [['k', 'j'], ['ArrowUp', 'ArrowDown']]) {
    await page.keyboard.press(up);
    await seen(drawerOf(page, newer));
    await page.keyboard.press(down);
    await seen(drawerOf(page, order));
  }
  await page.setViewportSize({ width: 800, height: 800 });
  await page.keyboard.press('k');
  await seen(drawerOf(page, newer));
  await seen(drawerOf(page, newer).getByText(/^1 of \d+$/));
  await page.keyboard.press('Escape');
  await focused(rowOfOrder(page, newer));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('j');
  await focused(rowOfOrder(page, order));
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await seen(drawerOf(page, newer));
}

async function orderedAgain(desk, page, tea, gone, order) {
  await fetch(`${desk.address}/api/inventory/products/${gone.id}`, { method: 'DELETE' });
  await page.waitForFunction(async id => (await fetch(`/api/inventory/products/${id}`)).status === 404, gone.id);
  desk.forgive(/404/);
  await focused(drawerOf(page, order).locator(':focus'));
  await page.keyboard.press('o');
  await seen(page.getByText(`The form has the lines of order ${order.number}. No longer sold: ${gone.name}.`));
  await focused(picker(page));
  await valueIs(quantityOf(page, tea.name), '4');
  await valueIs(reference(page), 'Detailed customer');
  await countIs(quantityOf(page, gone.name), 0);
  await placeByKeys(page);
  await placed(page);
  assert.equal((await ordersOf(desk, tea)).length, 3);
}

/** A link shows an order that the list does not have, and says when there is none. */
async function byAddress(desk, tea, order) {
  const page = await desk.open(`/orders?status=failed&product_id=${tea.id}&order=${order.id}`);
  await seen(drawerOf(page, order).getByText('refunded').first());
  await countIs(page.getByRole('button', { name: 'Newer order' }), 0);
  const none = await desk.open('/orders?order=00000000-0000-4000-8000-000000000000');
  await seen(none.getByRole('dialog').getByRole('alert'));
  await desk.checkAccessibility(none);
  desk.forgive(/404/);
}

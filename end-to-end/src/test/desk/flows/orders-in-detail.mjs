// An order in detail: its timeline is live, it is refunded with and without the goods, and ordered again.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, keepsFocus, rowOf, seen, valueIs } from '../desk.mjs';
import { ordersOf, picker, placeByKeys, placed, quantityOf, quantityOnServer, rowOfOrder } from '../order-form.mjs';

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Detailed tea', price: '12.50', quantity: 40 });
  const gone = await desk.addProduct({ name: 'Detailed tea of last year', price: '3.00', quantity: 40 });
  const back = await desk.placeOrder([{ ...tea, quantity: 6 }]);
  const lost = await desk.placeOrder([{ ...tea, quantity: 4 }, { ...gone, quantity: 1 }]);
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');

  await opened(desk, page, back);
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

async function opened(desk, page, order) {
  const button = rowOfOrder(page, order).getByRole('button', { name: order.number, exact: true });
  await rowOfOrder(page, order).getByText('Detailed tea').click();
  const drawer = drawerOf(page, order);
  await seen(drawer);
  assert.match(page.url(), new RegExp(`order=${order.id}`));
  await seen(drawer.getByRole('row', { name: 'Detailed tea 6 €12.50 €75.00' }));
  await seen(drawer.getByRole('row', { name: 'Total €90.00' }));
  await seen(drawer.getByRole('listitem').filter({ hasText: 'completed' }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-detail');

  await printed(page, drawer, order);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawer.getByRole('button', { name: 'Copy the id' }).click();
  await seen(drawer.getByText('Copied'));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), order.id);

  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await focused(button);
  assert.doesNotMatch(page.url(), /order=/);
  await page.keyboard.press('ArrowUp');
  await focused(rowOf(page, 'Orders', 'Detailed tea of last year').getByRole('button'));
  await page.keyboard.press('ArrowDown');
  await focused(button);
  await page.keyboard.press('Enter');
  await seen(drawer);
  await page.goBack();
  await drawer.waitFor({ state: 'detached' });
  await focused(button);
  assert.match(page.url(), /orders$/);
}

/** On paper there is what the customer needs, and nothing to press. */
async function printed(page, drawer, order) {
  await page.emulateMedia({ media: 'print' });
  await seen(drawer.getByRole('heading', { name: `Order ${order.number}` }));
  await seen(drawer.getByText(/ \d{4}, \d\d:\d\d:\d\d/));
  await seen(drawer.getByRole('row', { name: 'Detailed tea 6 €12.50 €75.00' }));
  await seen(drawer.getByRole('row', { name: 'Total €90.00' }));
  await countIs(page.getByRole('button'), 0);
  await drawer.getByText(order.id).waitFor({ state: 'hidden' });
  await page.getByText('Quick Sell', { exact: true }).waitFor({ state: 'hidden' });
  const { x, width } = await drawer.boundingBox();
  assert(x <= 0 && width >= page.viewportSize().width - 1, 'it has not the whole sheet');
  await page.emulateMedia({ media: 'screen' });
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
  await drawer.getByRole('button', { name: 'Refund…' }).click();
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
  const entry = drawer.getByRole('listitem').filter({ hasText: 'refunded' });
  await seen(entry.filter({ hasText: restock ? 'sent back' : 'broken on the way' }));
  await countIs(drawer.getByRole('button', { name: 'Refund…' }), 0);
  await keepsFocus(drawer);
  await desk.takePictures(page, 'order-refunded');
}

/** From one order to the next without closing the drawer. */
async function neighbours(page, order, newer) {
  await drawerOf(page, order).getByRole('button', { name: 'Newer order' }).click();
  await seen(drawerOf(page, newer));
  await drawerOf(page, newer).getByRole('button', { name: 'Older order' }).click();
  await seen(drawerOf(page, order));
  await page.keyboard.press('Shift+Tab');
  await drawerOf(page, order).getByRole('button', { name: 'Newer order' }).click();
  await seen(drawerOf(page, newer).getByText('completed').first());
}

async function orderedAgain(desk, page, tea, gone, order) {
  await fetch(`${desk.address}/api/inventory/products/${gone.id}`, { method: 'DELETE' });
  await page.waitForFunction(async id => (await fetch(`/api/inventory/products/${id}`)).status === 404, gone.id);
  desk.forgive(/404/);
  await drawerOf(page, order).getByRole('button', { name: 'Order again' }).click();
  await seen(page.getByText(`The form has the lines of order ${order.number}. No longer sold: ${gone.name}.`));
  await focused(picker(page));
  await valueIs(quantityOf(page, tea.name), '4');
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

// Pictures of the pages in an ordinary morning of a small wholesaler; those of README and docs are among them.
import assert from 'node:assert/strict';
import { connectionIs, seen } from '../desk.mjs';
import { addLine, picker, reference, rowOfOrder } from '../order-form.mjs';
import { DRAFT, LAST_REFERENCE, openShop } from '../sample-shop.mjs';

const REFERENCE = 'Gasthof Adler, PO-2153 / Rampe 3';

export default async function (desk) {
  const { wares, orders, refunded } = await openShop(desk);
  for (const order of refunded) {
    const page = await desk.open(`/orders?order=${order.id}`);
    await seen(page.getByText('completed').first().or(page.getByText('Paid').first()));
    await desk.refund(order);
    await page.context().close();
  }
  const last = await desk.placeOrder([{ ...wares[4], quantity: 30 }, { ...wares[25], quantity: 1 }, { ...wares[34], quantity: 12 }], LAST_REFERENCE);

  const context = await desk.context();
  await context.route(/\/api\/payment\/orders\?/, route => asPending(route, last));
  const page = await desk.open('/orders', context);
  await connectionIs(page, 'Live');
  await seen(rowOfOrder(page, last));
  for (const [name, quantity] of DRAFT) await addLine(page, name, quantity);
  await reference(page).fill(REFERENCE);
  await picker(page).focus();
  assert(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), 'the page scrolls, and takes the form with it');
  await desk.takePictures(page, 'orders');

  await page.keyboard.type('12 apfel');
  await seen(page.getByRole('option').first());
  await desk.takePictures(page, 'orders-picker');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  const shown = orders.at(-3);
  await rowOfOrder(page, shown).click();
  await seen(page.getByRole('dialog', { name: `Order ${shown.number}` }).getByRole('table'));
  await desk.takePictures(page, 'orders-detail');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+2');
  await desk.takePictures(page, 'orders-none-entered');
  await page.goto(`${desk.address}/products`);
  await seen(page.locator('tr[data-id]').first());
  await desk.takePictures(page, 'products');
}

/** As it is for its first seconds, which are over before a picture is taken. */
async function asPending(route, { id }) {
  const answer = await route.fetch();
  const orders = await answer.json();
  await route.fulfill({ response: answer, json: Array.isArray(orders) ? orders.map(order => (order.id === id ? { ...order, status: 'pending' } : order)) : orders });
}

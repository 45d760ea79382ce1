// The server looks at so many orders at once: a page may be empty and still have a next one. The desk searches on, and says so.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, seen } from '../desk.mjs';
import { rowOfOrder } from '../order-form.mjs';

const LIST = /\/api\/payment\/orders\?.*q=/;

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Tea of long ago' });
  const oldest = await desk.placeOrder([{ ...tea, quantity: 1 }], 'OLDEST');
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await emptyPages(page, oldest);
  await exactNumberFirst(desk, page, tea, oldest);
}

async function emptyPages(page, oldest) {
  let go;
  const may = new Promise(resolve => (go = resolve));
  await page.route(LIST, async route => {
    const at = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    if (at === 2) await may;
    const next = { Link: `</api/payment/orders?q=OLDEST&cursor=${at + 1}>; rel="next"` };
    await route.fulfill({ json: at === 3 ? [oldest] : [], headers: at === 3 ? {} : next });
  });
  const search = page.getByRole('searchbox');
  await search.fill('OLDEST');
  await search.press('Enter');
  const note = page.getByRole('status').filter({ hasText: 'Older orders are being searched…' });
  await seen(note);
  await countIs(page.getByText('No order is like that.'), 0);
  go();
  await focused(rowOfOrder(page, oldest));
  await countIs(note, 0);
  await page.unroute(LIST);
}

/** An order may have its number in the reference of a newer one. */
async function exactNumberFirst(desk, page, tea, order) {
  const newer = await desk.placeOrder([{ ...tea, quantity: 1 }], `PO-${order.number}09`);
  const search = page.getByRole('searchbox');
  const drawer = page.getByRole('dialog', { name: `Order ${order.number}`, exact: true });
  for (const text of [order.number, `#${order.number}`, `order ${order.number}`]) {
    await page.goto(`${desk.address}/orders`);
    await seen(rowOfOrder(page, newer));
    await search.fill(text);
    await search.press('Enter');
    await focused(rowOfOrder(page, order));
    await page.keyboard.press('Enter');
    await seen(drawer);
    assert.equal(await page.locator('tr[data-id]').first().getAttribute('data-id'), order.id);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  }
  await search.fill(order.number);
  await seen(rowOfOrder(page, newer));
  desk.forgive(/ERR_ABORTED/);
}

// The server is killed while desks are open, and comes back: they say so in one place, keep what they know where it is, and catch up.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, countIs, rowOf, seen } from '../desk.mjs';

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Tea that stays', quantity: 30 });
  const page = await desk.open('/products?q=stays');
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Products', product.name));

  const place = await placeOf(page);
  await desk.server('kill');
  await connectionIs(page, 'Reconnecting');
  await connectionIs(page, 'Offline since');
  await seen(rowOf(page, 'Products', product.name));
  await attributeIs(page.getByRole('grid', { name: 'Products' }), 'class', 'table stale');
  assert.deepEqual(await placeOf(page), place, 'what is under the pointer has moved');
  await countIs(page.getByText(/Offline/), 1);

  await desk.server('start');
  await desk.placeOrder([{ ...product, quantity: 7 }]);
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Products', product.name).getByRole('gridcell', { name: '23', exact: true }));
  await attributeIs(page.getByRole('grid', { name: 'Products' }), 'class', 'table');
  desk.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|503/);
}

/** Of the first row. */
const placeOf = page => page.locator('tr[data-id]').first().evaluate(row => row.getBoundingClientRect().toJSON());

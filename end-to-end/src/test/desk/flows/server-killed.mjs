// The server is killed while desks are open, and comes back: they say so, keep what they know, and catch up.
import { connectionIs, countIs, rowOf, seen } from '../desk.mjs';

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Tea that stays', quantity: 30 });
  const page = await desk.open('/products?q=stays');
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Products', product.name));

  await desk.server('kill');
  await connectionIs(page, 'Reconnecting');
  await connectionIs(page, /Offline since \d\d:\d\d/);
  await seen(rowOf(page, 'Products', product.name));
  await seen(page.getByText(/Products as of \d\d:\d\d/));

  await desk.server('start');
  await desk.placeOrder([{ ...product, quantity: 7 }]);
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Products', product.name).getByRole('cell', { name: '23', exact: true }));
  await countIs(page.getByText(/Products as of/), 0);
  desk.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|503/);
}

// Pictures of every page with the wares of a small wholesaler; those of README are among them.
import { connectionIs, rowOf, seen } from '../desk.mjs';
import { addLine, reference } from '../order-form.mjs';

const WARES = [
  ['Arabica coffee beans, 5 kg', '89.90', 120],
  ['Basmati rice, 25 kg', '54.00', 200],
  ['Cane sugar, 10 kg', '17.20', 64],
  ['Dark chocolate couverture, 2.5 kg', '31.80', 4],
  ['Honey, wildflower, 500 g', '6.40', 75],
  ['Olive oil, extra virgin, 5 l', '42.75', 48],
  ['Sea salt, coarse, 1 kg', '1.95', 310],
  ['Sencha green tea, 1 kg', '12.50', 40],
  ['Vanilla pods, 100 g', '58.00', 0],
];
/** Whose reference, of which wares, how many; newest last. */
const ORDERS = [
  ['Café Central', [[4, 12]]],
  ['PO 2093', [[0, 2], [7, 6]]],
  ['', [[5, 6]]],
  ['Hotel Adler, kitchen', [[1, 3], [2, 4], [6, 20]]],
  ['PO 2104', [[7, 5]]],
];

export default async function (desk) {
  const wares = [];
  for (const [name, price, quantity] of WARES) wares.push(await desk.addProduct({ name, price, quantity }));
  const orders = [];
  for (const [customer, lines] of ORDERS) {
    orders.push(await desk.placeOrder(lines.map(([ware, quantity]) => ({ ...wares[ware], quantity })), customer));
  }

  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Orders', WARES[4][0]).filter({ hasText: 'completed' }));
  await desk.refund(orders[0]);
  await seen(rowOf(page, 'Orders', WARES[4][0]).filter({ hasText: 'refunded' }));
  await addLine(page, 'Basmati', 2);
  await addLine(page, 'Dark choc', 6);
  await reference(page).fill('PO 2107, by noon');
  await desk.takePictures(page, 'orders');

  await page.getByRole('link', { name: 'Products' }).click();
  await seen(rowOf(page, 'Products', WARES[0][0]));
  await desk.takePictures(page, 'products');
}

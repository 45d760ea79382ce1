// However large the numbers, the lines stay within their card, and a quantity that cannot be ordered is told in words.
import assert from 'node:assert/strict';
import { connectionIs, focused, holds, seen } from '../desk.mjs';
import { addLine, ordersOf, placeByKeys, quantityOf } from '../order-form.mjs';

export default async function (desk) {
  const gold = await desk.addProduct({ name: 'Largest gold of the house, in bars of one kilogram', price: '9999999.99', quantity: 1_000_000 });
  for (const locale of ['en-GB', 'de-DE']) {
    const page = await desk.open('/orders', await desk.context({ locale }));
    await connectionIs(page, 'Live');
    await addLine(page, gold.name, 829);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await holds(async () => assert(await staysInCard(page, width > 400), `the lines stick out at ${width} px in ${locale}`));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await desk.takePictures(page, `order-large-${locale}`);
    if (locale === 'en-GB') await toldInWords(desk, page, gold);
    await page.context().close();
  }
}

/** On the smallest screens the lines scroll within their box. */
const staysInCard = (page, whole) =>
  page.evaluate(whole => {
    const card = document.querySelector('.orders-page > .card').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.orders-page > .card .lines tr')];
    const box = document.querySelector('.orders-page > .card .lines').parentElement;
    const fits = box.scrollWidth <= box.clientWidth || !whole;
    return fits && box.getBoundingClientRect().right <= card.right && rows.every(row => row.offsetHeight < 250);
  }, whole);

async function toldInWords(desk, page, gold) {
  const quantity = quantityOf(page, gold.name);
  await quantity.fill('1000004');
  await seen(page.getByText('order 1 to 1,000,000'));
  await placeByKeys(page);
  await focused(quantity);
  assert.deepEqual(await ordersOf(desk, gold), []);
}

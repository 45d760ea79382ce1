// However large the numbers, no number is cut and nothing sticks out of the form; nor does a name in any script, and a quantity that cannot be ordered is told in words.
import assert from 'node:assert/strict';
import { connectionIs, focused, holds, seen } from '../desk.mjs';
import { addLine, ordersOf, placeByKeys, quantityOf } from '../order-form.mjs';

/** By what is typed to find them. */
const NAMES = {
  donau: `Donau${'dampfschifffahrts'.repeat(10)}gesellschaft`,
  'קפה': `קפה טחון ${'קפה'.repeat(50)} 500 גרם`,
  '緑茶': `緑茶${'緑茶の葉'.repeat(40)}百グラム`,
};

export default async function (desk) {
  for (const name of Object.values(NAMES)) await desk.addProduct({ name, price: '9999999.99', quantity: 1_000_000 });
  const gold = await desk.addProduct({ name: 'Largest gold, bar, 1 kg', price: '9999999.99', quantity: 1_000_000 });
  for (const locale of ['en-GB', 'de-DE']) {
    const page = await desk.open('/orders', await desk.context({ locale }));
    await connectionIs(page, 'Live');
    await addLine(page, gold.name, 1_000_000);
    for (const [letters, name] of Object.entries(NAMES)) await addLine(page, name, 1_000_000, letters);
    for (const width of [1280, 390, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await holds(async () => assert.deepEqual(await whatSticksOut(page), [], `at ${width} px in ${locale}`));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await desk.takePictures(page, `order-large-${locale}`);
    if (locale === 'en-GB') await toldInWords(desk, page, gold);
    await page.context().close();
  }
}

/** Nothing of the form sticks out of it, no number is cut, and a line has one row, two on a phone, and a third for a sum that large. */
const whatSticksOut = page =>
  page.evaluate(() => {
    const form = document.querySelector('.order-form');
    const { left, right } = form.getBoundingClientRect();
    const isOutside = element => {
      const box = element.getBoundingClientRect();
      return element.offsetParent && (box.left < left - 1 || box.right > right + 1);
    };
    const isCut = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth;
    const most = matchMedia('(max-width: 40rem)').matches ? 110 : 33;
    const all = selector => [...form.querySelectorAll(selector)];
    return [
      ...all('.lines-pane, .lines .n, .sums .n').filter(element => element.clientWidth && isCut(element)),
      ...all('.lines .n, .lines .name, .sums .n, .foot button, .foot input').filter(isOutside),
      ...all('.lines tbody tr').filter(row => row.offsetHeight > most),
    ].map(element => `${element.className} ${element.textContent.slice(0, 40)} ${element.scrollWidth} of ${element.clientWidth}`);
  });

async function toldInWords(desk, page, gold) {
  const quantity = quantityOf(page, gold.name);
  await quantity.fill('1000004');
  await seen(page.getByText('order 1 to 1,000,000'));
  await placeByKeys(page);
  await focused(quantity);
  assert.deepEqual(await ordersOf(desk, gold), []);
}

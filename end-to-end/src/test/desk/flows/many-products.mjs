// Ten thousand products: the filter answers within a tenth of a second, and only the rows in view are drawn.
import assert from 'node:assert/strict';
import { attributeIs, HAND_MILLIS, rowOf, seen } from '../desk.mjs';

export const PRODUCTS = 10_000;
const PAGE = 1_000;
const FEEDBACK_MILLIS = 100;
export const MAX_DRAWN = 100;

/** Beside another browser it would measure that one, too. */
export const measuresTime = true;

export default async function (desk) {
  const context = await desk.context();
  await context.route(/\/api\/inventory\/products\?/, answerAsServer);
  const page = await desk.open('/products', context);
  const table = page.getByRole('grid', { name: 'Products' });
  await seen(page.locator(`table[aria-rowcount="${PRODUCTS + 1}"]`));

  await isAnsweredAtOnce(page, async () => {
    await page.getByRole('searchbox').fill('');
    await page.keyboard.type('box 9999', { delay: HAND_MILLIS });
    await seen(rowOf(page, 'Products', 'Box 9999'));
    await attributeIs(table, 'aria-rowcount', '2');
  });
  await page.keyboard.press('Escape');

  await table.locator('xpath=..').evaluate(box => box.scrollTo(0, box.scrollHeight));
  await seen(page.locator(`tr[aria-rowindex="${PRODUCTS + 1}"]`));
  assert((await table.getByRole('row').count()) < MAX_DRAWN);
}

/** Each keystroke is answered within a tenth of a second. */
export async function isAnsweredAtOnce(page, typing) {
  await measureKeystrokes(page);
  await typing();
  await page.evaluate(() => new Promise(shown => requestAnimationFrame(() => setTimeout(shown))));
  const slowest = Math.max(...(await page.evaluate(() => window.feedbackMillis)));
  assert(slowest > 0, 'nothing was measured');
  assert(slowest < FEEDBACK_MILLIS, `a keystroke takes ${slowest} ms`);
}

/** Measures from each keystroke to the end of the frame that shows what came of it. */
const measureKeystrokes = page =>
  page.evaluate(() => {
    window.feedbackMillis = [];
    document.addEventListener(
      'input',
      () => {
        const began = performance.now();
        requestAnimationFrame(() => setTimeout(() => window.feedbackMillis.push(performance.now() - began)));
      },
      true,
    );
  });

export async function answerAsServer(route) {
  const cursor = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
  const next = cursor + PAGE;
  const link = { Link: `</api/inventory/products?limit=${PAGE}&cursor=${next}>; rel="next"` };
  await route.fulfill({
    headers: { 'Content-Type': 'application/json', ...(next < PRODUCTS && link) },
    json: Array.from({ length: PAGE }, (_, n) => product(cursor + n)),
  });
}

const product = n => ({
  id: `p${n}`,
  name: `Box ${n} of crème`,
  price: (n % 300) + 0.5,
  quantity: n % 97,
  held: 0,
  low_stock_at: null,
  low_stock: n % 97 < 5,
  version: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
});

// A product is picked out of ten thousand: a keystroke is answered within a tenth of a second, and only the options in view are drawn.
import assert from 'node:assert/strict';
import { HAND_MILLIS, seen } from '../desk.mjs';
import { picker, quantityOf } from '../order-form.mjs';
import { answerAsServer, isAnsweredAtOnce, MAX_DRAWN, PRODUCTS } from './many-products.mjs';

export { measuresTime } from './many-products.mjs';

export default async function (desk) {
  const context = await desk.context();
  await context.route(/\/api\/inventory\/products\?/, answerAsServer);
  const page = await desk.open('/orders', context);
  const options = page.getByRole('listbox', { name: 'Products' }).getByRole('option');
  await picker(page).focus();
  await page.keyboard.type('box');
  await seen(page.locator(`[role=option][aria-setsize="${PRODUCTS}"]`).first());
  assert((await options.count()) < MAX_DRAWN);
  await page.keyboard.press('End');
  await seen(page.locator(`[role=option][aria-posinset="${PRODUCTS}"][aria-selected=true]`));
  assert((await options.count()) < MAX_DRAWN);

  await isAnsweredAtOnce(page, async () => {
    await picker(page).fill('');
    await page.keyboard.type('creme 4711', { delay: HAND_MILLIS });
    await seen(page.locator('[role=option][aria-setsize="1"]').filter({ hasText: 'Box 4711' }));
  });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await seen(quantityOf(page, 'Box 4711 of crème'));
}

// Amounts are shown, asked for and read as the clerk's language writes them; what could be read in two ways is asked.
import assert from 'node:assert/strict';
import { connectionIs, holds, rowOf, seen, valueIs } from '../desk.mjs';
import { placeByKeys } from '../order-form.mjs';

export default async function (desk) {
  const page = await desk.open('/products?q=Deutsch', await desk.context({ locale: 'de-DE' }));
  await connectionIs(page, 'Live');
  await page.keyboard.press('n');
  const price = page.locator('#add-price');
  await page.locator('#add-name').fill('Deutsches Mehl');
  await page.locator('#add-quantity').fill('234069');
  await price.press('Enter');
  await seen(page.getByText('Write it like 1250,00'));
  await price.fill('1.250');
  await price.press('Enter');
  await seen(page.getByText('Write it like 1250,00 or 1,25'));
  await price.fill('1.250,00');
  await price.press('Enter');
  const row = rowOf(page, 'Products', 'Deutsches Mehl');
  await seen(row.getByRole('gridcell', { name: '1.250,00', exact: true }));
  await seen(row.getByRole('gridcell', { name: '234.069' }));
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: /^Edit/ }).click();
  await valueIs(page.locator('#edit-price'), '1250,00');
  await page.locator('#edit-price').fill('9.999.999,99');
  const [text, room] = await page.locator('#edit-price').evaluate(field => [field.scrollWidth, field.clientWidth]);
  assert(text <= room, `the price needs ${text} px and has ${room}`);
  await page.locator('#edit-price').press('Enter');
  await seen(row.getByRole('gridcell', { name: '9.999.999,99', exact: true }));

  await page.keyboard.type('gon');
  await page.keyboard.type('deutsches');
  const option = page.getByRole('option', { name: '234.069' });
  await seen(option);
  assert.deepEqual(await option.locator('mark').allTextContents(), ['Deutsches']);
  await seen(page.getByRole('status').filter({ hasText: /^1 Artikel$/ }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const total = '11.999.999,99';
  await holds(async () => assert.equal((await page.locator('.sums .total').textContent()).trim(), `Gesamt € ${total}`)); // as in a till: once, before the large figure
  await placeByKeys(page);
  await seen(page.getByRole('region', { name: 'Die zuletzt aufgegebene Bestellung' }).getByText(`1 Position · ${total} €`));
}

// Stock that came, went, or was counted, with a reason; told clearly when it cannot be.
import assert from 'node:assert/strict';
import { connectionIs, keepsFocus, rowOf, seen, valueIs } from '../desk.mjs';
import { said } from '../language.mjs';

const PRODUCTS = '/api/inventory/products';

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Adjusted oil', quantity: 40 });
  const page = await desk.open('/products?q=Adjusted');
  await connectionIs(page, 'Live');
  const dialog = page.getByRole('dialog', { name: 'Stock of Adjusted oil' });
  await came(page, dialog);
  await tooMany(desk, page, dialog);
  await counted(desk, page, dialog, product);
  await onlyOnce(desk, page, dialog, product);
  await givenUp(desk, page, dialog, product);
  const movements = await desk.call('GET', `${PRODUCTS}/${product.id}/movements`);
  assert.deepEqual(
    movements.map(({ units, reason }) => [units, reason]),
    [[3, undefined], [3, undefined], [3, undefined], [-5, 'counted'], [-7, undefined], [12, 'delivery 4711'], [40, undefined]],
  );
  await desk.call('DELETE', `${PRODUCTS}/${product.id}`);
}

async function open(page) {
  await rowOf(page, 'Products', 'Adjusted oil').getByRole('button', { name: /^Stock/ }).click();
  await keepsFocus(page.getByRole('dialog'));
}
const freeIs = (page, units) => seen(rowOf(page, 'Products', 'Adjusted oil').getByRole('gridcell', { name: units, exact: true }));

async function came(page, dialog) {
  await open(page);
  await page.keyboard.type('12');
  await seen(dialog.getByText('40 free → 52 free'));
  await dialog.getByLabel('Reason').fill('delivery 4711');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await freeIs(page, '52');
}

async function tooMany(desk, page, dialog) {
  await open(page);
  await dialog.getByLabel('Remove').focus();
  await page.keyboard.press('Space');
  await dialog.getByLabel('Units that went').fill('53');
  await page.keyboard.press('Enter');
  await seen(dialog.getByText('Only 52 are free.'));
  desk.forgive(/409/);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-stock');
  await dialog.getByLabel('Units that went').fill('1.000');
  await page.keyboard.press('Enter');
  await seen(dialog.getByText('Write it like 1250'));
  await page.keyboard.press('Escape');
  await seen(dialog.getByRole('button', { name: 'Discard it' }));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard it' }).click();
}

/** Orders go on while a clerk counts. */
async function counted(desk, page, dialog, product) {
  await open(page);
  await dialog.getByText('Count', { exact: true }).click();
  const units = dialog.getByLabel('Units counted');
  await valueIs(units, '52');
  await units.fill('47');
  await desk.call('POST', `${PRODUCTS}/${product.id}/stock`, { delta: -7 });
  await seen(dialog.getByText('45 free → 47 free'));
  await page.keyboard.press('Enter');
  await seen(dialog.getByText('45 are free now, not 52 as when you began to count. Count again, or save it all the same.'));
  desk.forgive(/409/);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-stock-count');
  await units.fill('40');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await freeIs(page, '40');
}

/** The answer of the first try is lost. */
async function addThreeUnheard(desk, page, dialog, product) {
  await page.route(
    `**${PRODUCTS}/${product.id}/stock`,
    async route => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await open(page);
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await seen(dialog.getByText('Try again: it will be done only once.'));
  desk.forgive(/ERR_FAILED/);
}

async function onlyOnce(desk, page, dialog, product) {
  await addThreeUnheard(desk, page, dialog, product);
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await dialog.waitFor({ state: 'detached' });
  await freeIs(page, '43');
}

/** The clerk sees that it was done, and cancels: three more are three more. */
async function givenUp(desk, page, dialog, product) {
  await addThreeUnheard(desk, page, dialog, product);
  await freeIs(page, '46');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await open(page);
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await freeIs(page, '49');
}

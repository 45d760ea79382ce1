// A product is edited in its row: Enter saves, Esc does not, and when two edit the same the later one chooses.
import assert from 'node:assert/strict';
import { connectionIs, focused, rowOf, seen, valueIs } from '../desk.mjs';

const PRODUCTS = '/api/inventory/products';

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Edited rice', price: '54.00', quantity: 200 });
  const page = await desk.open('/products?q=Edited');
  await connectionIs(page, 'Live');
  await enterAndEsc(page);
  await badInput(desk, page);
  await lostRace(desk, page, product);
  await disputed(desk, page, product);
  await whileTyping(desk, page, product);
  await unsaved(page);
  await smallScreen(desk, page);
  await deletedMeanwhile(desk, page, product);
}

const edit = async (page, name = 'Edited rice') => {
  await rowOf(page, 'Products', name).getByRole('button', { name: /^Edit/ }).click();
  return page.locator('tr.edited');
};
const savedIs = (page, price, quantity) => seen(rowOf(page, 'Products', price).getByRole('gridcell', { name: quantity, exact: true }));
const current = (desk, { id }) => desk.call('GET', `${PRODUCTS}/${id}`);
const changeBy = async (desk, product, changes) =>
  desk.call('PUT', `${PRODUCTS}/${product.id}`, { ...(await current(desk, product)), ...changes });

async function enterAndEsc(page) {
  const row = await edit(page);
  assert(await row.getByLabel('Name').evaluate(input => input === document.activeElement && input.selectionEnd === input.value.length));
  await row.getByLabel('Price').fill('55,5');
  await row.getByLabel('Price').press('Enter');
  await savedIs(page, '55.50', '200');
  await focused(rowOf(page, 'Products', 'Edited rice'));

  await edit(page);
  await row.getByLabel('Name').fill('Other rice');
  await row.getByLabel('Name').press('Escape');
  await seen(rowOf(page, 'Products', 'Edited rice'));
  await focused(rowOf(page, 'Products', 'Edited rice'));
}

async function badInput(desk, page) {
  const row = await edit(page);
  await row.getByLabel('Free').fill('2000000000');
  await row.getByRole('button', { name: 'Save' }).click();
  await seen(row.getByText('must be from 0 to 1,000,000,000'));
  desk.forgive(/422/);
  await row.getByLabel('Price').fill('1,250');
  await row.getByRole('button', { name: 'Save' }).click();
  await seen(row.getByText('Write it like 1250.00 or 1.25'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-edit');
  await row.getByRole('button', { name: 'Cancel' }).click();
}

/** What nobody disputes is merged, whoever came first. */
async function lostRace(desk, page, product) {
  await beforeNextPut(page, () => changeBy(desk, product, { quantity: 190 }));
  const row = await edit(page);
  await row.getByLabel('Price').fill('56');
  await row.getByLabel('Price').press('Enter');
  await savedIs(page, '56.00', '190');
  desk.forgive(/412/);
}

const choice = (within, whose, value) => within.locator('label').filter({ hasText: whose }).filter({ hasText: value }).getByRole('radio');

/** The clerk learns only from the refusal that somebody else was faster. */
async function disputed(desk, page, product) {
  await beforeNextPut(page, () => changeBy(desk, product, { name: 'Edited rice, 20 kg', price: '57.00' }));
  const row = await edit(page);
  await row.getByLabel('Name').fill('Edited rice, 30 kg');
  await row.getByLabel('Price').fill('58');
  await row.getByLabel('Price').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed Edited rice, 20 kg' });
  await seen(dialog);
  desk.forgive(/412/);
  const price = dialog.getByRole('group', { name: 'Price' });
  await seen(choice(price, 'Mine', '58.00'));
  await seen(choice(price, 'Now on the server', '57.00'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-edit-disputed');

  await dialog.getByRole('button', { name: 'Save' }).click();
  await seen(dialog); // nothing is chosen yet
  await dialog.getByRole('group', { name: 'Name' }).getByLabel('Mine').check();
  await price.getByLabel('Now on the server').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await savedIs(page, 'Edited rice, 30 kg', '190');
  const { name, price: saved } = await current(desk, product);
  assert.deepEqual([name, saved], ['Edited rice, 30 kg', 57]);
}

/** Two browsers: what the other one saves is shown, and what is typed stays. */
async function whileTyping(desk, page, product) {
  const other = await desk.open('/products?q=Edited');
  const row = await edit(page);
  await row.getByLabel('Free').fill('100');
  const otherRow = await edit(other);
  await otherRow.getByLabel('Free').fill('150');
  await otherRow.getByLabel('Free').press('Enter');
  await seen(row.getByText('now 150'));
  await valueIs(row.getByLabel('Free'), '100');
  await row.getByLabel('Free').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed Edited rice, 30 kg' });
  await dialog.getByRole('button', { name: 'Back to editing' }).click();
  await valueIs(row.getByLabel('Free'), '100');
  await row.getByLabel('Free').press('Enter');
  await choice(dialog, 'Mine', '100').check();
  await page.keyboard.press('Enter');
  await savedIs(page, 'Edited rice', '100');
  await savedIs(other, 'Edited rice', '100');
  assert.equal((await current(desk, product)).quantity, 100);
  await other.close();
}

async function unsaved(page) {
  const row = await edit(page);
  await row.getByLabel('Name').fill('Half typed');
  await page.getByRole('searchbox').fill('something else');
  await seen(row); // the filter does not take it away
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
  await valueIs(row.getByLabel('Name'), 'Half typed');
  await row.getByLabel('Name').press('Escape');
  await page.getByRole('searchbox').fill('Edited');
}

/** Without room in the row it is edited in a dialog. */
async function smallScreen(desk, page) {
  const row = await edit(page);
  await row.getByLabel('Price').fill('60');
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 640 });
  const dialog = page.getByRole('dialog', { name: /^Edit / });
  await valueIs(dialog.getByLabel('Price'), '60');
  await desk.checkAccessibility(page);
  await dialog.getByLabel('Price').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await savedIs(page, 'Edited rice', '60.00');
  await page.setViewportSize(usual);
}

async function deletedMeanwhile(desk, page, product) {
  await edit(page);
  await desk.call('DELETE', `${PRODUCTS}/${product.id}`);
  await seen(page.getByText('was deleted by somebody else while you edited it'));
}

/** Does something after the browser has sent its edit and before the server sees it. */
const beforeNextPut = (page, act) =>
  page.route(
    `**${PRODUCTS}/*`,
    async route => {
      await act();
      await route.continue();
    },
    { times: 1 },
  );

// A clerk adds products one after the other, is told what is wrong where it is wrong, and adds nothing twice.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, focused, rowOf, seen, valueIs } from '../desk.mjs';

const PRODUCTS = '/api/inventory/products';

export default async function (desk) {
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await page.getByRole('link', { name: 'Products', exact: true }).click();
  await page.getByRole('button', { name: 'New product' }).click();
  const form = page.getByRole('region', { name: 'New product' });
  await oneAfterTheOther(desk, page, form);
  await badInput(desk, page, form);
  await onlyOnce(desk, page, form);
  await anotherOfThisName(desk, page, form);
  await unsaved(page, form);
  for (const { id } of await desk.call('GET', `${PRODUCTS}?q=Added`)) await desk.call('DELETE', `${PRODUCTS}/${id}`);
}

async function oneAfterTheOther(desk, page, form) {
  await focused(form.getByLabel('Name'));
  await page.keyboard.type('Added honey');
  await fill(form, { Price: '6,40', Quantity: '75' });
  await form.getByLabel('Quantity').press('Enter');
  const honey = rowOf(page, 'Products', 'Added honey');
  await seen(honey.getByRole('gridcell', { name: '6.40', exact: true }));
  await seen(honey.getByRole('gridcell', { name: '75', exact: true }));
  await seen(page.getByText('Added honey is added.'));

  await focused(form.getByLabel('Name'));
  await page.keyboard.type('Added salt');
  await fill(form, { Price: '1.9', Quantity: '8', 'Low at': '10' });
  await page.keyboard.press('Enter');
  const salt = rowOf(page, 'Products', 'Added salt');
  await seen(salt.getByRole('gridcell', { name: 'low 8', exact: true }));
  await valueIs(form.getByLabel('Price'), '');
}

async function badInput(desk, page, form) {
  await fill(form, { Name: 'Added much', Price: '2', Quantity: '2000000000', 'Low at': '' });
  await page.keyboard.press('Enter');
  await seen(form.getByText('must be from 0 to 1,000,000,000'));
  desk.forgive(/422/);
  await fill(form, { Name: '', Price: '1,250', Quantity: '1.000', 'Low at': 'few' });
  await page.keyboard.press('Enter');
  await seen(form.getByText('Give it a name'));
  await seen(form.getByText('Write it like 1250.00 or 1.25'));
  await seen(form.getByText('Write it like 1250', { exact: true }).nth(1));
  await focused(form.getByLabel('Name'));
  const price = form.getByLabel('Price');
  await attributeIs(price, 'aria-invalid', 'true');
  await seen(form.locator(`#${await price.getAttribute('aria-describedby')}`).filter({ hasText: 'Write it like' }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-add');
}

/** The answer of the first try is lost. */
async function onlyOnce(desk, page, form) {
  await fill(form, { Name: 'Added once', Price: '2', Quantity: '3', 'Low at': '' });
  const keys = [];
  await page.route(`**${PRODUCTS}`, async route => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.press('Enter');
  await seen(form.getByText('Try again: it will be done only once.'));
  desk.forgive(/ERR_FAILED/);
  await form.getByRole('button', { name: 'Retry' }).click();
  await seen(page.getByText('Added once is added.'));
  await page.unroute(`**${PRODUCTS}`);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  assert.equal((await desk.call('GET', `${PRODUCTS}?q=Added once`)).length, 1);
}

/** Nothing tells three products called Tea apart, so the clerk is told before there are three. */
async function anotherOfThisName(desk, page, form) {
  await fill(form, { Name: 'Added tea', Price: '2.50', Quantity: '3' });
  await page.keyboard.press('Enter');
  await seen(form.getByText('Added tea is added.'));
  await form.getByLabel('Name').fill('added Téa');
  await seen(form.getByRole('status').getByText('There is one named so already (2.50)'));
  await desk.checkAccessibility(page);
  await fill(form, { Price: '2.60', Quantity: '3' });
  await page.keyboard.press('Enter');
  await seen(form.getByText('added Téa is added.'));
  await form.getByLabel('Name').fill('Added tea');
  await seen(form.getByText('There are 2 named so already (2.50; 2.60)'));
  await form.getByLabel('Name').fill('Added tea, green');
  await form.getByText(/named so already/).waitFor({ state: 'detached' });
}

async function unsaved(page, form) {
  await fill(form, { Name: 'Never added' });
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await valueIs(form.getByLabel('Name'), 'Never added');
  await page.evaluate(() => history.back());
  await question.getByRole('button', { name: 'Stay' }).click();
  assert.match(page.url(), /\/products$/);
  await valueIs(form.getByLabel('Name'), 'Never added');
  await form.getByLabel('Name').press('Escape');
  await question.getByRole('button', { name: 'Leave' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'New product' }).and(page.locator(':focus')).waitFor();
}

async function fill(form, texts) {
  for (const [label, text] of Object.entries(texts)) await form.getByLabel(label).fill(text);
}

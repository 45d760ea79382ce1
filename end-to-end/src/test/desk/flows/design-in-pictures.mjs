// The pictures of docs/design.md: each component where the desk shows it.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose, connectionIs, seen } from '../desk.mjs';
import { forgiveLogIns, logIn, logInDialog, openAs } from '../staff.mjs';

export const needsUsers = true;

const COMPONENTS = new URL('../../../../../webroot/src/main/ui/components/', import.meta.url);
const DOCUMENT = new URL('../../../../../docs/design.md', import.meta.url);
/** In the folder of the pictures. */
const FOLDER = 'design';

export default async function (desk) {
  mkdirSync(join(desk.pictures, FOLDER), { recursive: true });
  const taken = [];
  const take = async (name, locator) => {
    await seen(locator);
    await locator.screenshot({ path: join(desk.pictures, FOLDER, `${name}-light.png`), animations: 'disabled' });
    taken.push(name);
  };
  await people(desk, take);
  await goods(desk, take);
  const document = readFileSync(DOCUMENT, 'utf8');
  const described = [...document.matchAll(/^### ([\w-]+)$/gm)].map(([, name]) => name);
  const pictured = [...document.matchAll(/\(design\/([\w-]+)-light\.png\)/g)].map(([, name]) => name);
  assert.deepEqual(described, readdirSync(COMPONENTS).filter(name => !name.includes('.')).sort(), 'each component has a section');
  assert.deepEqual(taken.sort(), pictured, 'each picture is taken, and each that is taken is shown');
  forgiveLogIns(desk);
  desk.forgive(/403|404|shortcut-help|ERR_FAILED/);
}

/** What whoever manages access sees. */
async function people(desk, take) {
  const page = await desk.open('/users');
  await logIn(page, 'Nobody', 'not a password of anybody');
  await seen(logInDialog(page).getByRole('alert'));
  await take('log-in', logInDialog(page));
  await take('mark', page.locator('.header .mark'));
  await logIn(page, 'Olga');
  await logInDialog(page).waitFor({ state: 'detached' });
  await take('button', page.locator('.section-head').first());
  await take('key', page.locator('.section-head .key').first());
  await take('status', page.locator('.what:has(.status)').first());

  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Anna');
  await take('field', dialog.locator('form > div').first());
  await take('select', dialog.locator('form > div:has(#role)'));
  await dialog.getByRole('button', { name: 'Generate' }).click();
  await take('password-field', dialog.locator('form > div:has(#new-password)'));
  await take('dialog', dialog);
  await page.keyboard.press('Escape');
  await take('notice', dialog.locator('.notice'));
  await dialog.getByRole('button', { name: 'Discard it' }).click();
  await page.getByRole('button', { name: 'Add key' }).click();
  await dialog.getByLabel('orders:place').check();
  await take('check', dialog.locator('.scopes'));
  await page.goto(`${desk.address}/orders`);
  await take('barred', page.locator('.empty'));
  await page.close();
}

/** To a page that reads the lists all the same, and waits for the last of them. */
async function goNowhere(desk, page) {
  const orders = page.waitForResponse(/\/orders\?limit=50/);
  await page.goto(`${desk.address}/nowhere`);
  await (await orders).finished();
}

/** What a manager of the shop sees. */
async function goods(desk, take) {
  const tea = { name: 'Darjeeling First Flush, 12 x 100 g', price: '9.50', quantity: 40 };
  await desk.call('POST', '/api/inventory/products', tea, 'Max');
  const page = await openAs(desk, 'Max', '/products');
  await connectionIs(page, 'Live');
  await take('shell', page.getByRole('banner'));
  await take('icon', page.locator('.clerk .icon'));
  await take('filter-input', page.locator('.filter-input'));
  await take('windowed-table', page.locator('.windowed-table'));
  await page.locator('tr[data-id]').first().click();
  await page.keyboard.press('c');
  await take('segments', page.getByRole('dialog').locator('.segments'));
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.clerk').click();
  await take('menu', page.getByRole('menu'));
  await page.keyboard.press('Escape');
  await choose(page, 'Change password');
  await take('own-password', page.getByRole('dialog'));
  await page.keyboard.press('Escape');
  await choose(page, 'Keyboard shortcuts');
  await take('shortcut-help', page.getByRole('dialog'));
  await page.keyboard.press('Escape');
  await page.keyboard.type('go');
  await page.locator('#order-product').fill('dar');
  await seen(page.getByRole('option').first());
  await take('product-picker', page.getByRole('listbox'));
  await take('name', page.getByRole('listbox').locator('.name').first());
  await page.context().setOffline(true);
  await connectionIs(page, 'Offline since');
  await take('connection-state', page.locator('.connection'));
  await page.context().setOffline(false);
  await connectionIs(page, 'Live');
  await goNowhere(desk, page);
  await take('states', page.locator('.empty'));

  await page.context().route(/assets.*shortcut-help/, route => route.abort());
  await goNowhere(desk, page);
  await seen(page.locator('.empty'));
  await page.keyboard.press('?');
  await take('toast', page.locator('.toast'));
  await page.close();
  desk.forgive(/ERR_INTERNET_DISCONNECTED/);
}

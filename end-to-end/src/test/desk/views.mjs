// Everything that a page can show, by name: how it is called up, by address and keys only, so that it is the same in every language.
import assert from 'node:assert/strict';
import { holds, seen } from './desk.mjs';

/** On a phone the list of orders is behind the form. */
const rows = page => page.locator('tr[data-id]').first().waitFor({ state: 'attached' });

/** The keys of a row belong to the row that has the focus. */
const inFirstRow = (...keys) => async page => {
  await rows(page);
  // Again, if the page that is drawn just now takes the focus.
  await holds(async () => {
    await page.keyboard.press('Escape'); // or "/" would be searched for
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('tr[data-id]:focus').count(), 1);
  });
  for (const key of keys) await page.keyboard.press(key);
};

const dialog = page => seen(page.getByRole('dialog').last());

const menu = async (page, opener) => {
  await opener.click();
  await seen(page.getByRole('menu'));
};

const view = (path, show = rows) => ({ path, show });

/** Of orders, where an order is open in the address. */
export const orderViews = ({ id }) => ({
  orders: view('/orders'),
  'orders-list': view('/orders', async page => {
    await rows(page);
    const list = page.getByRole('tab', { name: 'List', exact: true }).or(page.getByRole('button', { name: 'List', exact: true }));
    if (await list.isVisible()) await list.click();
    await seen(page.locator('tr[data-id]').first());
  }),
  'orders-picker': view('/orders', async page => {
    await rows(page);
    await page.getByRole('combobox').first().focus();
    await page.keyboard.press('Control+a'); // what was entered by half
    await page.keyboard.type('apfel');
    await seen(page.getByRole('option').first());
  }),
  'order-detail': view(`/orders?order=${id}`, async page => {
    await seen(page.locator('dialog tbody tr').first());
  }),
  'order-refund': view(`/orders?order=${id}`, async page => {
    await seen(page.locator('dialog tbody tr').first());
    await page.keyboard.press('r');
    await seen(page.locator('dialog input[type=checkbox]'));
  }),
  'orders-none-found': view('/orders?q=nothing+is+like+this', page => seen(page.locator('.empty').first())),
});

export const productViews = {
  products: view('/products'),
  'products-low': view('/products?low=true'),
  'products-add': view('/products', async page => {
    await rows(page);
    await page.keyboard.press('n');
    await seen(page.locator('#add-name'));
  }),
  'products-edit': view('/products', async page => {
    await inFirstRow('e')(page);
    await seen(page.locator('#edit-name'));
  }),
  'products-menu': view('/products', async page => {
    await rows(page);
    await page.locator('tr[data-id]').first().hover();
    await menu(page, page.locator('tr[data-id] [aria-haspopup=menu]').first());
  }),
  'products-stock': view('/products', async page => {
    await inFirstRow('+')(page);
    await dialog(page);
  }),
  'products-history': view('/products', async page => {
    await inFirstRow('h')(page);
    await dialog(page);
    await seen(page.locator('dialog table tbody tr').first());
  }),
  'products-none-found': view('/products?q=nothing+is+like+this', page => seen(page.locator('.empty').first())),
};

export const otherViews = {
  'look-menu': view('/products', page => menu(page, page.locator('header .clerk'))),
  keys: view('/products', async page => {
    await rows(page);
    await page.keyboard.press('?');
    await dialog(page);
  }),
};

/** For whoever manages access. */
export const staffViews = {
  users: view('/users', page => seen(page.locator('table tbody tr').first())),
  'users-add': view('/users', async page => {
    await seen(page.locator('table tbody tr').first());
    await page.getByRole('button', { name: 'Add user' }).click();
    await dialog(page);
  }),
  'keys-add': view('/users', async page => {
    await seen(page.locator('table tbody tr').first());
    await page.getByRole('button', { name: 'Add key' }).click();
    await dialog(page);
  }),
  'clerk-menu': view('/users', async page => {
    await seen(page.locator('header .clerk'));
    await menu(page, page.locator('header .clerk'));
  }),
};

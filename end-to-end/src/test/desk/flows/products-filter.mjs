// Products are found by name and by low stock, and sorted by their headers; the address says how.
import { attributeIs, connectionIs, countIs, rowOf, seen, valueIs } from '../desk.mjs';
import { said } from '../language.mjs';

const PRODUCTS = '/api/inventory/products';

export default async function (desk) {
  await nothingYet(desk);
  const wares = [];
  for (const [name, price, quantity, low_stock_at] of [['Sorted A', '9.00', 100], ['Sorted B', '10.00', 3], ['Sorted C', '2.00', 0], ['Sorted D', '5.00', 20, 20]]) {
    wares.push(await desk.addProduct({ name, price, quantity, low_stock_at }));
  }
  const page = await desk.open('/products?q=Sorted');
  await connectionIs(page, 'Live');
  await sorting(page);
  await lowStock(desk, page, wares);
  await sortedAgain(desk, page, wares);
  await byNeed(desk);
  await nothingFound(desk, page);
  for (const { id } of wares) await desk.call('DELETE', `${PRODUCTS}/${id}`);
}

const everything = page => page.getByRole('button', { name: /^All/ });
const lowOnly = page => page.getByRole('button', { name: new RegExp(`^${said(page, 'Low')} \\d`) });
const header = (page, name) => page.getByRole('columnheader', { name });

async function showIs(page, letters, before = 'Sorted ') {
  await page.waitForFunction(
    ([letters, before]) => [...document.querySelectorAll('tbody .name')].map(name => name.textContent.replace(before, '')).join('') === letters,
    [letters, before],
  );
}

async function sorting(page) {
  await showIs(page, 'ABCD');
  await header(page, 'Price').getByRole('button').click();
  await showIs(page, 'CDAB');
  await attributeIs(header(page, 'Price'), 'aria-sort', 'ascending');
  await header(page, 'Price').getByRole('button').click();
  await showIs(page, 'BADC');
  await attributeIs(header(page, 'Price'), 'aria-sort', 'descending');
  await attributeIs(header(page, 'Name'), 'aria-sort', null);
  await header(page, 'Free').getByRole('button').click();
  await showIs(page, 'CBDA');
  await page.waitForURL(/sort=quantity/);
  await page.reload();
  await showIs(page, 'CBDA');
  await attributeIs(header(page, 'Free'), 'aria-sort', 'ascending');
}

async function lowStock(desk, page, [a, b, c]) {
  await seen(rowOf(page, 'Products', 'Sorted B').getByRole('gridcell', { name: /^low / }));
  await seen(rowOf(page, 'Products', 'Sorted C').getByRole('gridcell', { name: 'none 0', exact: true }));
  await seen(rowOf(page, 'Products', 'Sorted D').getByRole('gridcell', { name: /^low / }));
  await lowOnly(page).click();
  await showIs(page, 'CBD');
  await page.waitForURL(/low=/);
  await desk.call('POST', `${PRODUCTS}/${a.id}/stock`, { delta: -96 });
  await showIs(page, 'CBDA');
  await desk.call('POST', `${PRODUCTS}/${c.id}/stock`, { delta: 50 });
  await seen(rowOf(page, 'Products', 'Sorted C').getByRole('gridcell', { name: '50', exact: true }));
  await showIs(page, 'CBDA'); // it stays, so that nothing jumps
  await desk.takePictures(page, 'products-low');
  await everything(page).click();
  await lowOnly(page).click();
  await showIs(page, 'BAD');
  await page.reload();
  await showIs(page, 'BAD');
}

/** A row that changes stays where it is; the list says that it is not in order any more. */
async function sortedAgain(desk, page, [, b]) {
  await countIs(page.getByRole('button', { name: 'Sort again' }), 0);
  await desk.call('POST', `${PRODUCTS}/${b.id}/stock`, { delta: 50 });
  await page.getByRole('button', { name: 'Sort again' }).click();
  await showIs(page, 'ADB');
  await countIs(page.getByRole('button', { name: 'Sort again' }), 0);
}

/** What is low is work: what needs it most comes first, unless the clerk wants another order. */
async function byNeed(desk) {
  const wares = [];
  for (const [letter, quantity, low_stock_at] of [['A', 8, 48], ['B', 0, 10], ['C', 11, 12], ['D', 3], ['E', 5], ['F', 500]]) {
    wares.push(await desk.addProduct({ name: `Needed ${letter}`, quantity, low_stock_at }));
  }
  const page = await desk.open('/products?q=Needed');
  await connectionIs(page, 'Live');
  const order = letters => showIs(page, letters, 'Needed ');
  await order('ABCDEF');
  await lowOnly(page).click();
  await order('BADCE');
  await seen(page.getByText('Sorted by need'));
  await countIs(page.locator('th[aria-sort]'), 0);
  const link = page.getByRole('link', { name: 'Products', exact: true });
  const counted = Number(/\d+/.exec(await link.getAttribute('aria-description')));
  await seen(link.getByText(String(counted), { exact: true }));
  await seen(lowOnly(page).getByText(String(counted), { exact: true }));
  await header(page, 'Name').getByRole('button').click();
  await order('ABCDE');
  await page.getByRole('button', { name: 'Sort by need' }).click();
  await order('BADCE');
  await desk.takePictures(page, 'products-by-need');
  await desk.call('POST', `${PRODUCTS}/${wares[1].id}/stock`, { delta: 9 });
  await seen(rowOf(page, 'Products', 'Needed B').getByRole('gridcell', { name: 'low 9', exact: true }));
  await order('BADCE'); // it stays, so that nothing jumps
  await page.getByRole('button', { name: 'Sort again' }).click();
  await order('ADBCE');
  await attributeIs(link, 'aria-description', said(page, `${counted} low`));
  await desk.call('POST', `${PRODUCTS}/${wares[0].id}/stock`, { delta: 90 });
  await attributeIs(link, 'aria-description', said(page, `${counted - 1} low`));
  await page.close();
  for (const { id } of wares) await desk.call('DELETE', `${PRODUCTS}/${id}`);
}

async function nothingFound(desk, page) {
  await page.getByRole('searchbox').fill('no such thing');
  await seen(page.getByText('No low product matches “no such thing”.'));
  await page.waitForURL(/q=no/);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-nothing-found');
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await seen(rowOf(page, 'Products', 'Sorted A'));
  await valueIs(page.getByRole('searchbox'), '');
  await page.waitForURL(url => !url.search.includes('q='));
}

/** As on the first day. */
async function nothingYet(desk) {
  const context = await desk.context();
  await context.route(/\/api\/inventory\/products\?/, route => route.fulfill({ json: [] }));
  const page = await desk.open('/products', context);
  await seen(page.getByText('No products yet.'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-none-yet');
  await page.getByRole('button', { name: 'Add the first one' }).click();
  await seen(page.getByRole('region', { name: 'New product' }));
  await context.close();
}

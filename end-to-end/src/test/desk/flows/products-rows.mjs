// The list of products is dense and calm: nothing moves when a row is pointed at, has the focus, is edited or deleted.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, rowOf, seen } from '../desk.mjs';
import { chooseIn } from '../product-rows.mjs';

const PRODUCTS = '/api/inventory/products';
const MANY = 120;
const LONG = 'Schwarzwälder Schinken geräuchert am Stück vakuumiert in Bio-Qualität ohne Zusatz von Nitritpökelsalz, ca. 2 kg';
const STRANGE = ['W'.repeat(200), '漢字の商品名'.repeat(30), 'زيت زيتون بكر ممتاز من حلب'.repeat(6)];

export default async function (desk) {
  const wares = [];
  for (let n = 0; n < MANY; n++) wares.push(await desk.addProduct({ name: `Rowed ${String(n).padStart(3, '0')}`, quantity: 40 + n }));
  for (const name of [LONG, ...STRANGE]) wares.push(await desk.addProduct({ name: `Rowed ${name}`.slice(0, 200), price: '9999999.99', quantity: 1_000_000 }));
  await still(desk);
  await oneTabStop(desk);
  await manyRows(desk);
  await comfortable(desk);
  await smallScreen(desk);
  for (const { id } of wares) await desk.call('DELETE', `${PRODUCTS}/${id}`);
}

/** Where everything is that has to stay. */
const places = page =>
  page.evaluate(() => [...document.querySelectorAll('thead th, tr[data-id], tr[data-id] > *, .status-line')].map(cell => {
    const { x, y, width, height } = cell.getBoundingClientRect();
    return [x, y, width, height].map(Math.round).join();
  }));

async function still(desk) {
  const context = await desk.context();
  await context.addInitScript(() => {
    window.moved = [];
    new PerformanceObserver(list => window.moved.push(...list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput).map(({ value }) => value)))
      .observe({ type: 'layout-shift', buffered: true });
  });
  const page = await desk.open('/products?q=Rowed', context);
  await connectionIs(page, 'Live');
  const row = rowOf(page, 'Products', 'Rowed 003');
  await seen(row);
  assert.equal((await row.boundingBox()).height, 32);
  assert((await page.locator('tr[data-id]').filter({ visible: true }).count()) >= 16);
  const before = await places(page);
  await row.hover();
  await seen(row.getByRole('button', { name: /^History/ }));
  assert.deepEqual(await places(page), before, 'pointed at');
  await row.getByRole('button', { name: /^Stock/ }).focus();
  assert.deepEqual(await places(page), before, 'with the focus');
  await page.keyboard.press('e');
  const price = page.locator('tr.edited').getByLabel('Price');
  await price.fill('none');
  await price.press('Enter');
  await seen(page.locator('tr.edited').getByText('Write it like 1250.00'));
  assert.deepEqual(await places(page), before, 'edited, with something wrong');
  await desk.checkAccessibility(page);
  await price.press('Escape');
  await focused(row);
  await chooseIn(row, 'Delete');
  await seen(row.getByRole('button', { name: /^Undo/ }));
  assert.deepEqual(await places(page), before, 'deleted');
  await page.keyboard.press('u');
  const moved = (await page.evaluate(() => window.moved)).reduce((sum, value) => sum + value, 0);
  assert(moved < 0.005, `the page moves by ${moved}`);
  await context.close();
}

/** Tab leads to one row: to the one that had the focus last. The arrows lead on, and to the buttons of a row. */
async function oneTabStop(desk) {
  const page = await desk.open('/products?q=Rowed');
  await connectionIs(page, 'Live');
  const [first, second] = ['Rowed 000', 'Rowed 001'].map(name => rowOf(page, 'Products', name));
  await seen(first);
  const stops = page.locator('tbody :is([tabindex="0"], button:not([tabindex]), a, input)');
  await countIs(stops, 1);
  await page.getByRole('columnheader', { name: 'Free' }).getByRole('button').focus();
  await page.keyboard.press('Tab');
  await focused(first);
  await page.keyboard.press('ArrowRight');
  await focused(first.getByRole('button', { name: /^Edit/ }));
  await page.keyboard.press('ArrowRight');
  await focused(first.getByRole('button', { name: /^Stock/ }));
  await page.keyboard.press('ArrowDown');
  await focused(second);
  await countIs(stops, 1);
  await page.keyboard.press('Tab');
  await countIs(page.locator('tbody :focus'), 0);
  await page.keyboard.press('Shift+Tab');
  await focused(second);
  await page.keyboard.press('Enter');
  await focused(page.locator('tr.edited').getByLabel('Name'));
  await page.close();
}

async function manyRows(desk) {
  const page = await desk.open('/products?q=Rowed');
  await connectionIs(page, 'Live');
  await rowOf(page, 'Products', 'Rowed 000').focus();
  const at = () => page.evaluate(() => Number(document.activeElement.closest('tr')?.ariaRowIndex));
  const inView = () => page.evaluate(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    const box = document.querySelector('.windowed-table').getBoundingClientRect();
    return top >= box.top && bottom <= box.bottom;
  });
  const press = async (key, isThere) => {
    await page.keyboard.press(key);
    await holds(async () => assert(isThere(await at()), `${key} leads to ${await at()}`));
    assert(await inView(), `${key} leads out of view`);
  };
  await press('PageDown', row => row > 10 && row < 40);
  await press('PageDown', row => row > 22 && row < 80);
  await press('PageUp', row => row > 10 && row < 40);
  await press('End', row => row === MANY + 5);
  await press('ArrowUp', row => row === MANY + 4);
  await press('Home', row => row === 2);
  await press('ArrowUp', row => row === 2);
  await page.close();
}

/** The browser remembers it. */
async function comfortable(desk) {
  const page = await desk.open('/products?q=Rowed');
  await connectionIs(page, 'Live');
  const heightIs = height => holds(async () => assert.equal((await rowOf(page, 'Products', 'Rowed 000').boundingBox()).height, height));
  await heightIs(32);
  await page.locator('.header .clerk').click();
  await page.getByRole('menuitemradio', { name: 'Comfortable' }).click();
  await heightIs(40);
  await page.reload();
  await heightIs(40);
  await page.locator('.header .clerk').click();
  await page.getByRole('menuitemradio', { name: 'Compact' }).click();
  await heightIs(32);
  await page.close();
}

async function smallScreen(desk) {
  const page = await desk.open('/products?q=Rowed', await desk.context({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
  await connectionIs(page, 'Live');
  const row = rowOf(page, 'Products', 'Rowed 003');
  await seen(row);
  await countIs(row.getByRole('button', { name: /^(Edit|Stock|History)/ }), 0);
  assert((await row.boundingBox()).height >= 44);
  await row.getByRole('button', { name: /^What to do with/ }).tap();
  await seen(page.getByRole('menuitem', { name: 'Count stock' }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-small');
  await page.getByRole('menuitem', { name: 'Edit' }).tap();
  await seen(page.getByRole('dialog', { name: 'Edit Rowed 003' }));
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('Rowed WWW');
  const amount = row.or(page.locator('tr[data-id]')).getByRole('gridcell', { name: '9,999,999.99' });
  const { x, width } = await amount.boundingBox();
  assert(x > 0 && x + width < 390, 'the price is cut');
  await page.close();
}

// The longest and strangest that can be entered: no number is cut or runs into its neighbour, no name breaks a row, nothing sticks out.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, seen, valueIs } from '../desk.mjs';
import { picker } from '../order-form.mjs';
import { nothingSticksOut, rowsHold } from '../reach.mjs';

const NAMES = [
  'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(5).slice(0, 200),
  'قهوة عربية محمصة ومطحونة ناعماً مع الهيل، 5 كغ',
  'שמן זית כתית מעולה, פח 5 ליטר',
  '有机绿茶特级明前龙井茶叶礼盒装（陶瓷罐）五百克',
  '丸久小山園 抹茶 若竹 製菓用 業務用 五キログラム袋',
  '🧃 Saft 👩‍👩‍👧‍👦 für Familien 🏳️‍🌈, 12 × 0,75 l',
  'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich und zurück, ca. 2 kg',
];
const DEAREST = { price: '9999999.99', quantity: 1_000_000 };
const MANY = 100;
const WIDTHS = [1920, 1280, 390];
/** A row of a phone has two lines. */
const MAX_ROW = 130;

export default async function (desk) {
  const products = [];
  for (const name of NAMES) products.push(await desk.addProduct({ name, ...DEAREST }));
  const small = [];
  while (products.length + small.length < MANY) small.push(await desk.addProduct({ name: `Kleinteil Nr. ${small.length + 1}, 100 St.` }));
  const order = await desk.placeOrder([...products, ...small].map(product => ({ ...product, quantity: 1 })), 'ק'.repeat(200));

  for (const locale of ['de-DE', 'en-GB']) {
    const context = await desk.context({ locale, viewport: { width: 1280, height: 720 } });
    await inTheForm(desk, context, products);
    await inTheLists(desk, context, order, products);
    await context.close();
  }
  await turned(desk);
}

/** As dear as an order may be. */
async function inTheForm(desk, context, products) {
  const page = await desk.open('/orders', context);
  await seen(page.locator('tr[data-id]').first());
  for (const { name } of products) {
    await picker(page).focus();
    await page.keyboard.insertText(name);
    await seen(page.getByRole('option').first());
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('117');
    await page.keyboard.press('Enter');
  }
  await countIs(page.locator('.lines tbody tr'), products.length);
  await atEveryWidth(page, 'the form');
}

async function inTheLists(desk, context, order, products) {
  const page = await desk.open('/orders', context);
  await seen(page.locator(`tr[data-id="${order.id}"]`));
  await atEveryWidth(page, 'the orders');
  await page.goto(`${desk.address}/orders?order=${order.id}`);
  await holds(async () => assert((await page.getByText('Kleinteil Nr. 93, 100 St.').count()) > 0));
  await atEveryWidth(page, 'an order of a hundred lines');
  await page.goto(`${desk.address}/products`);
  await seen(page.locator('tr[data-id]').first());
  await atEveryWidth(page, 'the products');
  for (const { name } of products) {
    await page.getByRole('searchbox').fill(name.slice(0, 60));
    await seen(page.locator('tr[data-id]').first());
    await page.setViewportSize({ width: 1280, height: 720 });
    await rowsHold(page, `the product ${name}`);
  }
}

async function atEveryWidth(page, what) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 720 });
    await nothingSticksOut(page, `${what} at ${width} px`);
    await rowsHold(page, `${what} at ${width} px`);
    const high = await page.locator('tr:visible').evaluateAll((rows, most) => rows.filter(row => row.dataset.id && row.offsetHeight > most).map(row => row.offsetHeight), MAX_ROW);
    assert.deepEqual(high, [], `${what} at ${width} px has high rows`);
  }
}

/** A phone is turned while somebody types: the text stays, and so does the focus. */
async function turned(desk) {
  const product = await desk.addProduct({ name: 'Turned tea, 500 g' });
  const page = await desk.open('/orders', await desk.context({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
  await connectionIs(page, 'Live');
  const field = picker(page);
  await field.focus();
  for (const [letters, width, height] of [['turn', 844, 390], ['ed te', 390, 844], ['a', 844, 390]]) {
    await page.keyboard.type(letters, { delay: 20 });
    await page.setViewportSize({ width, height });
    await focused(field);
    await holds(async () => assert(await field.evaluate(element => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().bottom <= innerHeight), 'what is typed is out of sight'));
  }
  await valueIs(field, 'turned tea');
  await seen(page.getByRole('option').filter({ hasText: product.name }).first());
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.address}/products`);
  await seen(page.locator('tr[data-id]').first());
  const search = page.getByRole('searchbox');
  await search.focus();
  await page.keyboard.type('turned', { delay: 20 });
  await page.setViewportSize({ width: 844, height: 390 });
  await focused(search);
  await valueIs(search, 'turned');
  await nothingSticksOut(page, 'a phone on its side');
}

// Orders are found by status, product, number and reference; the address keeps what filters, so that a link shows the same.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, countIs, focused, holds, rowOf, seen, valueIs } from '../desk.mjs';
import { addLine, isCompleted, placeByKeys, placed, reference, rowOfOrder } from '../order-form.mjs';

const TABLE = 'Orders';

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Sought tea' });
  const coffee = await desk.addProduct({ name: 'Sought coffee' });
  const refunded = await desk.placeOrder([{ ...tea, quantity: 1 }]);
  const other = await desk.placeOrder([{ ...coffee, quantity: 2 }]);
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 3);
  await reference(page).fill('Sought PO/mint');
  await placeByKeys(page);
  await placed(page);
  await isCompleted(desk, refunded);
  await seen(rowOfOrder(page, refunded));
  await countIs(rowOfOrder(page, refunded).getByText('pending'), 0);
  await desk.refund(refunded);

  await byProduct(page, tea);
  await byStatus(desk, page, refunded);
  await back(page, refunded, other);
  await bySearch(desk, page, other, refunded);
  await byDay(desk, page, refunded);
  await nothingYet(desk);
}

async function byProduct(page, tea) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await focused(page.getByLabel('Status', { exact: true }));
  await page.getByRole('combobox', { name: 'Product in the order' }).fill('sought te');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/orders?product_id=${tea.id}`);
  await rowsAre(page, 2);
  await seen(page.getByRole('button', { name: 'Remove the filter Sought tea' }));
}

async function byStatus(desk, page, refunded) {
  await seen(rowOf(page, TABLE, 'refunded'));
  await page.getByLabel('Status', { exact: true }).selectOption('refunded');
  await page.waitForURL(/status=refunded/);
  await rowsAre(page, 1);
  await seen(page.getByText('1 order', { exact: true }).first());
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'orders-filtered');

  const another = await desk.open(new URL(page.url()).pathname + new URL(page.url()).search);
  await connectionIs(another, 'Live');
  await rowsAre(another, 1);
  await seen(rowOfOrder(another, refunded));
  await seen(another.getByRole('button', { name: 'Remove the filter Sought tea' }));
  await another.close();

  await page.getByRole('button', { name: 'Remove the filter refunded' }).click();
  await focused(page.getByRole('searchbox'));
  await rowsAre(page, 2);
  await page.getByRole('button', { name: 'Remove the filter Sought tea' }).click();
  await page.waitForURL('**/orders');
  await seen(rowOf(page, TABLE, 'Sought coffee'));
}

/** A changed filter is a step back; what is typed into the search is one step. */
async function back(page, refunded, other) {
  const [status, search] = [page.getByLabel('Status', { exact: true }), page.getByRole('searchbox')];
  await status.selectOption('refunded');
  await page.waitForURL(/status=refunded/);
  await status.selectOption('completed');
  await page.waitForURL(/status=completed/);
  await search.focus();
  for (const typed of ['Sought P', 'O']) {
    await page.keyboard.type(typed);
    await page.waitForURL(new RegExp(`q=Sought\\+P${typed === 'O' ? 'O' : ''}$`));
  }
  await page.goBack();
  await page.waitForURL(/status=completed$/);
  await valueIs(search, '');
  await page.goBack();
  await page.waitForURL(/status=refunded$/);
  await holds(async () => assert.equal(await status.inputValue(), 'refunded'));
  await seen(rowOfOrder(page, refunded));
  await rowOfOrder(page, other).waitFor({ state: 'detached' });
  await page.goForward();
  await page.waitForURL(/status=completed$/);
  await page.getByRole('button', { name: 'Remove the filter completed' }).click();
  await page.waitForURL('**/orders');
}

/** Local days: those of the clerk, however far from Greenwich. */
async function byDay(desk, page, order) {
  await page.getByLabel('Days', { exact: true }).selectOption('today');
  await page.waitForURL(/from=.*to=/);
  await seen(rowOfOrder(page, order));
  await page.getByLabel('Days', { exact: true }).selectOption('yesterday');
  await rowOfOrder(page, order).waitFor({ state: 'detached' });
  await page.getByLabel('Days', { exact: true }).selectOption('span');
  await page.getByLabel('To', { exact: true }).fill('2199-12-31');
  await page.waitForURL(/to=2199-12-31/);
  await seen(rowOfOrder(page, order));
  await page.goto(`${desk.address}/orders?from=2199-01-01`);
  await seen(page.getByText('No order is like that.'));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Escape');
  await page.waitForURL('**/orders');
  await seen(rowOfOrder(page, order));
  desk.forgive(/ERR_ABORTED/);
}

async function bySearch(desk, page, other, refunded) {
  const search = page.getByRole('searchbox');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('/');
  await focused(search);
  await page.keyboard.type('sought po/m');
  await page.waitForURL(/q=sought/);
  await rowsAre(page, 1);
  await seen(rowOf(page, TABLE, 'Sought PO/mint'));
  await search.fill('');
  await scan(search, other.number);
  await focused(rowOfOrder(page, other));
  assert.match(page.url(), new RegExp(`orders\\?q=${other.number}$`));
  await rowOfOrder(page, refunded).waitFor({ state: 'detached' });

  await search.fill('nothing is called so');
  await seen(page.getByText('No order is like that.'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'orders-none-found');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.waitForURL('**/orders');
  await focused(search);
  await valueIs(search, '');
  await seen(rowOf(page, TABLE, 'Sought coffee'));
}

/** As a scanner does: all keys before the page is drawn again. */
const scan = (field, text) =>
  field.evaluate((input, text) => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  }, text);

/** A shop before its first order, and one on a slow line. */
async function nothingYet(desk) {
  const context = await desk.context();
  const held = [];
  let open = false;
  const answer = route => route.fulfill({ json: [] });
  await context.route(/\/api\/payment\/orders\?/, route => (open ? answer(route) : void held.push(route)));
  const page = await desk.open('/orders', context);
  const table = page.getByRole('grid', { name: TABLE });
  await seen(table.locator('.bone').first());
  await desk.checkAccessibility(page);
  await attributeIs(table, 'aria-busy', 'true');
  await desk.takePictures(page, 'orders-loading');
  open = true;
  await Promise.all(held.map(answer));
  await seen(page.getByText('No orders yet.'));
  desk.forgive(/orders\?limit=50 net::ERR_ABORTED/); // where looking took longer than the desk waits, it asks again
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'orders-none-yet');
  await page.getByRole('button', { name: 'Enter the first' }).click();
  await focused(page.getByRole('combobox', { name: 'Product', exact: true }));
}

const rowsAre = async (page, count) => {
  await seen(page.locator('.order-rows table[aria-busy=false]'));
  await countIs(page.locator('.order-rows tr[data-id]'), count);
};

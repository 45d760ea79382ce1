// A scanner types wherever the focus is: it finds, picks and counts up, and never does anything else.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, countIs, hasFocus, holds, rowOf, scan, seen, valueIs } from '../desk.mjs';
import { isCompleted, ordersOf, picker, quantityOf, quantityOnServer, reference } from '../order-form.mjs';
import { said } from '../language.mjs';

/** What is on labels: words of a name, a number, and what begins with the key of a shortcut. */
const CODES = ['TEA-12', 'c4711', '4006381333931', 'n-1', '+50', 'Größe 9'];

/** A scanner is told from a hand by milliseconds from key to key. */
export const measuresTime = true;

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Scanned TEA-12', quantity: 100, price: '2.50' });
  const mug = await desk.addProduct({ name: '471123', quantity: 100, price: '4.00' });
  await onProducts(desk, tea);
  await inFieldsOfProducts(desk, tea);
  await inDialogs(desk, tea);
  await inTheOrderForm(desk, tea, mug);
  await onOrders(desk, tea);
  await otherScanners(desk, tea);
  for (const product of [tea, mug]) assert.equal(await quantityOnServer(desk, product), 100, product.name);
}

async function open(desk, path) {
  const page = await desk.open(path);
  await connectionIs(page, 'Live');
  if (path === '/orders') await catalogueIsLoaded(page);
  return page;
}

/** Before it is, a scan cannot be looked up, and the desk says so. */
async function catalogueIsLoaded(page) {
  await picker(page).fill('no such product');
  await seen(page.locator('.picker-list').getByText('No product is named like that.'));
  await picker(page).fill('');
  await page.keyboard.press('Escape');
}

const dialogs = page => page.getByRole('dialog');

/** Puts the focus on each and looks that a scan only finds. */
async function onProducts(desk, tea) {
  const page = await open(desk, '/products?q=scanned');
  const filter = page.getByRole('searchbox');
  const row = rowOf(page, 'Products', tea.name);
  await seen(row);
  const lowOnly = page.getByRole('button', { name: new RegExp(`^${said(page, 'Low')} \\d`) });
  const places = {
    nothing: () => page.evaluate(() => document.activeElement.blur()),
    'a row': () => row.getByRole('button').first().focus(),
    'what a row offers': () => row.getByRole('button').last().focus(),
    'a header': () => page.getByRole('button', { name: 'Price' }).focus(),
    'the table': () => page.getByRole('region', { name: 'Products' }).focus(),
    'the filter': () => filter.focus(),
    'a switch': () => lowOnly.focus(),
    'a link': () => page.getByRole('link', { name: 'Orders', exact: true }).focus(),
  };
  for (const [n, [place, focus]] of Object.entries(places).entries()) {
    for (const code of [CODES[n % CODES.length], CODES[(n + 1) % CODES.length]]) {
      await filter.fill('');
      await seen(row);
      await focus();
      await scan(page, code);
      await valueIs(filter, code, `${code} with the focus on ${place}`);
      await countIs(dialogs(page), 0);
      assert.match(page.url(), /\/products/, place);
    }
  }
  await attributeIs(lowOnly, 'aria-pressed', 'false');
  await filter.fill('');
  await scan(page, 'tea-12');
  await countIs(page.locator('tr[data-id]'), 1);
  await seen(row);
  await page.close();
}

/** What is being entered stays as it was. */
async function inFieldsOfProducts(desk, tea) {
  const page = await open(desk, '/products?q=scanned');
  const filter = page.getByRole('searchbox');
  const row = rowOf(page, 'Products', tea.name);
  await row.getByRole('button', { name: 'Edit' }).click();
  const fields = page.locator('.edited');
  for (const name of ['Name', 'Price', 'Free', 'Low at']) {
    const field = fields.getByLabel(name);
    const before = await field.inputValue();
    for (const code of ['471123', 'TEA-12']) {
      await field.focus();
      await scan(page, code);
      await valueIs(filter, code);
      await valueIs(field, before, `${name} after a scan of ${code}`);
    }
  }
  await fields.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'New product' }).click();
  const form = page.getByRole('region', { name: 'New product' });
  for (const name of ['Name', 'Price', 'Quantity', 'Low at']) {
    await form.getByLabel(name).fill('7');
    await form.getByLabel(name).focus();
    await scan(page, '471123');
    await valueIs(form.getByLabel(name), '7', name);
  }
  await valueIs(filter, '471123');
  await page.goto('about:blank');
}

/** A dialog says that it was a scan, and of what. */
async function inDialogs(desk, tea) {
  const page = await open(desk, '/products?q=scanned');
  const row = rowOf(page, 'Products', tea.name);
  await row.getByRole('button', { name: 'Stock' }).click();
  const stock = page.getByRole('dialog', { name: /Stock of/ });
  for (const way of ['Add', 'Remove', 'Count']) {
    await stock.getByText(way, { exact: true }).click();
    for (const name of [/^Units/, /^Reason/]) {
      const field = stock.getByLabel(name);
      await field.fill('3');
      await field.focus();
      for (const code of ['471123', 'TEA-12']) {
        await scan(page, code);
        await seen(stock.getByRole('status').filter({ hasText: `“${code}” was scanned. Close this window first: nothing takes it here.` }).first());
        await valueIs(field, '3', `${way} after a scan of ${code}`);
      }
      if (way !== 'Count' || name.source === '^Reason') await field.fill('');
    }
  }
  await desk.checkAccessibility(page);
  await stock.getByRole('button', { name: 'Cancel' }).click();
  await row.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: /History/ });
  await seen(history);
  await countIs(history.getByText('was scanned'), 0);
  await scan(page, 'go?12');
  await seen(history.getByText('“go?12” was scanned. Close this window first: nothing takes it here.'));
  await page.close();
}

async function inTheOrderForm(desk, tea, mug) {
  const page = await open(desk, '/orders');
  const lines = page.getByRole('table', { name: 'Lines of the new order' });
  await picker(page).focus();
  await scan(page, '471123');
  await valueIs(quantityOf(page, mug.name), '1');
  await scan(page, '471123');
  await valueIs(quantityOf(page, mug.name), '2', 'the same twice is two of one line');
  await countIs(lines.getByRole('rowheader').filter({ hasText: mug.name }), 1);
  await valueIs(picker(page), '');
  await countIs(page.getByRole('listbox'), 0);

  let units = 2;
  const places = [quantityOf(page, mug.name), picker(page), reference(page), page.getByRole('searchbox')];
  for (const place of places) {
    await place.focus();
    const before = await place.inputValue();
    await scan(page, '471123');
    await valueIs(quantityOf(page, mug.name), String(++units));
    if (place !== places[0]) await valueIs(place, before);
    assert(await hasFocus(place), 'the focus stays');
  }
  for (const button of ['Place order', 'Clear', `Remove ${mug.name}`]) {
    await page.getByRole('button', { name: button }).focus();
    await scan(page, '471123');
    await valueIs(quantityOf(page, mug.name), String(++units));
  }

  const statuses = page.getByLabel('Status', { exact: true });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await statuses.focus();
  await scan(page, '471123');
  await valueIs(quantityOf(page, mug.name), String(++units));
  await valueIs(statuses, '');
  assert(await hasFocus(statuses), 'the focus stays');

  // What is half entered stays, and what the picker has given still counts.
  await picker(page).focus();
  await page.keyboard.type('Scanned TEA');
  await page.getByRole('option').filter({ hasText: tea.name }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('5');
  await scan(page, '471123');
  await valueIs(page.locator('#order-quantity'), '5');
  assert(await hasFocus(page.locator('#order-quantity')), 'the focus stays');
  await picker(page).focus();
  await scan(page, '471123');
  await valueIs(picker(page), tea.name);
  await page.locator('#order-quantity').press('Enter');
  await valueIs(quantityOf(page, tea.name), '5');
  await scan(page, 'tea-12');
  await valueIs(quantityOf(page, tea.name), '6');

  await scan(page, 'No such label');
  await seen(page.getByRole('alert').getByText('“No such label” was scanned and not added: no product is named like that.'));
  await desk.addProduct({ name: 'Scanned by two, 1' });
  await desk.addProduct({ name: 'Scanned by two, 2' });
  await holds(async () => {
    await scan(page, 'scanned by two');
    assert(await page.getByRole('alert').getByText('“scanned by two” was scanned and not added: 2 products have it in their names.').count());
  });
  assert.deepEqual(await ordersOf(desk, mug), []);
  page.once('dialog', dialog => dialog.accept());
  await page.goto('about:blank');
}

async function onOrders(desk, tea) {
  const sold = await desk.addProduct({ name: 'Sold once, scanned often' });
  const order = await desk.placeOrder([{ id: sold.id, quantity: 1 }]);
  const page = await open(desk, '/orders');
  const row = page.locator(`tr[data-id="${order.id}"]`);
  await row.focus();
  await scan(page, 'tea-12');
  await valueIs(quantityOf(page, tea.name), '1');
  await countIs(dialogs(page), 0);
  await isCompleted(desk, order);
  await countIs(row.getByText('pending'), 0);
  await row.click();
  const drawer = page.getByRole('dialog', { name: /^Order/ });
  await drawer.getByRole('button', { name: 'Refund…' }).focus();
  await scan(page, 'TEA-12');
  await seen(drawer.getByText('“TEA-12” was scanned. Close this window first: nothing takes it here.'));
  await reference(page).focus();
  await scan(page, 'tea-12');
  await valueIs(quantityOf(page, tea.name), '2', 'the form beside the order takes it');
  await drawer.getByRole('button', { name: 'Refund…' }).click();
  const refund = page.getByRole('dialog', { name: /^Refund order/ });
  await refund.getByLabel('Reason').focus();
  await scan(page, '471123');
  await seen(refund.getByText('“471123” was scanned. Close this window first: nothing takes it here.'));
  await valueIs(refund.getByLabel('Reason'), '');
  const restock = refund.getByRole('checkbox');
  await restock.focus();
  await scan(page, 'n-1');
  await seen(refund.getByText('“n-1” was scanned. Close this window first: nothing takes it here.'));
  assert(await restock.isChecked(), 'a scan ticks nothing');
  await refund.getByRole('button', { name: /^Refund/ }).focus();
  await scan(page, '471123');
  await valueIs(quantityOf(page, tea.name), '2');
  assert.equal((await ordersOf(desk, sold))[0].status, 'completed');
  page.once('dialog', dialog => dialog.accept());
  await page.goto('about:blank');
}

async function otherScanners(desk, tea) {
  const page = await open(desk, '/orders');
  await page.locator('#content').focus();
  await scan(page, 'TEA-12', 'Tab');
  await valueIs(quantityOf(page, tea.name), '1');
  // Without an end.
  await quantityOf(page, tea.name).focus();
  await scan(page, 'TEA-12', '');
  await valueIs(quantityOf(page, tea.name), '2');
  await page.locator('#content').focus();
  await scan(page, 'TEA-12', '');
  await valueIs(quantityOf(page, tea.name), '3');
  // Two without a pause, from a page that is busy.
  await page.evaluate(() => {
    window.busy = setInterval(() => {
      const until = performance.now() + 15;
      while (performance.now() < until);
    }, 20);
  });
  await scan(page, 'TEA-12');
  await scan(page, 'TEA-12');
  await valueIs(quantityOf(page, tea.name), '5');
  await page.evaluate(() => clearInterval(window.busy));
  // A hand, on the other hand, is no scanner: neither a key that is held down nor what comes from the clipboard.
  await quantityOf(page, tea.name).focus();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await valueIs(quantityOf(page, tea.name), '12');
  await reference(page).focus();
  for (let n = 0; n < 8; n++) await page.keyboard.down('x');
  await page.keyboard.up('x');
  await page.keyboard.press('Enter');
  await valueIs(reference(page), 'xxxxxxxx');
  await reference(page).fill('');
  await page.keyboard.insertText('Dictated in one go');
  await page.keyboard.press('Enter');
  await valueIs(reference(page), 'Dictated in one go');
  await page.locator('#content').focus();
  await page.keyboard.type('gp', { delay: 30 });
  await seen(page.getByRole('heading', { name: 'Products', level: 1 }));
  page.once('dialog', dialog => dialog.accept());
  await page.goto('about:blank');
}

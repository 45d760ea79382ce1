// An order of many lines by keyboard, with what is typed counted, on a screen of 1280 x 720: entry, twelve lines, total and button never leave it.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, hasFocus, holds, seen, valueIs } from '../desk.mjs';
import { options, ordersOf, picker, placeByKeys, placed, quantityOf, reference } from '../order-form.mjs';

const NAMES = ['Apple', 'Banana', 'Cherry', 'Date', 'Elder', 'Fig', 'Grape', 'Honeydew', 'Icaco', 'Jujube', 'Kiwi', 'Lemon'].map(fruit => `${fruit} at a glance`);
const MOST_TABS = 3;

export default async function (desk) {
  const products = [];
  for (const name of NAMES) products.push(await desk.addProduct({ name, price: '2.00', quantity: 50 }));
  await eightLinesInKeys(desk, products);
  await staysInView(desk, products);
  await saidInTheText(desk);
  await pasted(desk);
  await settledByKeys(desk);
}

async function open(desk) {
  const page = await desk.open('/orders', await desk.context({ viewport: { width: 1280, height: 720 } }));
  await connectionIs(page, 'Live');
  await focused(picker(page));
  return page;
}

async function eightLinesInKeys(desk, products) {
  const page = await open(desk);
  let keys = 0;
  const type = async text => {
    keys += text.length;
    await page.keyboard.type(text);
  };
  const press = async key => {
    keys++;
    await page.keyboard.press(key);
  };
  for (const name of NAMES.slice(0, 8)) {
    await type(`3 ${name.slice(0, 4).toLowerCase()}`);
    await seen(options(page).first().filter({ hasText: name }));
    await press('Enter');
    await valueIs(quantityOf(page, name), '3');
    assert(await hasFocus(picker(page)), 'the next line can be typed');
  }
  await press('Enter');
  await focused(reference(page));
  await type('PO 8');
  await placeByKeys(page);
  keys++;
  await placed(page);
  assert(keys <= 70, `${keys} keys`); // 130 with one field for each
  const [order] = await ordersOf(desk, products[0]);
  assert.deepEqual([order.lines.length, order.quantity, order.reference], [8, 24, 'PO 8']);

  const last = page.getByRole('region', { name: 'The order that was placed last' });
  await seen(last.getByText(order.number, { exact: true }));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Alt+n');
  await holds(async () => assert.equal(await page.evaluate(() => navigator.clipboard.readText()), order.number));
  assert(await hasFocus(picker(page)), 'the focus stays');
  await page.context().close();
}

async function staysInView(desk) {
  const page = await open(desk);
  for (const name of NAMES) {
    await page.keyboard.type(`2x ${name}`);
    await seen(options(page).first().filter({ hasText: name }));
    await page.keyboard.press('Enter');
    await seen(quantityOf(page, name));
  }
  const places = await page.evaluate(() => {
    const bottom = element => Math.round(element.getBoundingClientRect().bottom);
    const row = document.querySelector('.lines tbody tr');
    return {
      lines: [...document.querySelectorAll('.lines tbody tr')].map(bottom),
      foot: Math.round(document.querySelector('.foot').getBoundingClientRect().top),
      button: bottom(document.querySelector('.foot [type=submit]')),
      height: row.offsetHeight,
      name: row.querySelector('th').clientWidth / 16,
      page: document.documentElement.scrollHeight,
    };
  });
  assert(places.lines.at(-1) <= places.foot, `the last of twelve lines ends at ${places.lines.at(-1)}, the foot begins at ${places.foot}`);
  assert(places.button <= 720 && places.page <= 720, `the button ends at ${places.button}`);
  assert.equal(places.height, 32);
  assert(places.name >= 22, `${places.name} rem for the name`);

  await page.keyboard.press('Escape');
  await focused(page.locator('body'));
  await picker(page).focus();
  let tabs = 0;
  for (; !(await hasFocus(reference(page))); tabs++) await page.keyboard.press('Tab');
  assert(tabs <= MOST_TABS, `${tabs} Tabs to the reference`);
  await picker(page).focus();
  await page.keyboard.press('Alt+r');
  await focused(reference(page));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-twelve-lines');
  await page.context().close();
}

/** The number is how many, unless a name begins with it; where it may be a part of the name, the clerk says. */
async function saidInTheText(desk) {
  for (const name of ['2 in 1 said shampoo', 'Said flour type 550', 'Said juice']) await desk.addProduct({ name });
  const page = await open(desk);
  const enter = async (text, option) => {
    await page.keyboard.type(text);
    await seen(options(page).and(page.locator('[aria-selected=true]')).filter({ hasText: option }));
    await page.keyboard.press('Enter');
  };
  await enter('2 in 1 said', '2 in 1 said shampoo');
  await focused(page.locator('#order-quantity'));
  await valueIs(page.locator('#order-quantity'), '1');
  await page.keyboard.press('Enter');
  await valueIs(quantityOf(page, '2 in 1 said shampoo'), '1');
  await enter('550 said flour', 'Said flour type 550');
  await valueIs(page.locator('#order-quantity'), '1');
  await page.keyboard.press('Escape');
  await focused(picker(page));
  await page.keyboard.press('Escape');
  await enter('7 x said juice', 'Said juice');
  await valueIs(quantityOf(page, 'Said juice'), '7');
  // What is highlighted is taken along, but nothing is guessed: neither which one is meant, nor how many.
  for (const text of ['said', '550 said flour']) {
    await picker(page).fill(text);
    await seen(options(page).and(page.locator('[aria-selected=true]')));
    await placeByKeys(page);
    await seen(page.getByText('Choose one of the products.'));
    await focused(picker(page));
  }
  await picker(page).fill('4 said flour');
  await seen(options(page).and(page.locator('[aria-selected=true]')));
  await placeByKeys(page);
  await placed(page);
  const [order] = await desk.call('GET', '/api/payment/orders?limit=1');
  assert.deepEqual(order.lines.map(({ quantity }) => quantity), [1, 7, 4]);
  await page.context().close();
}

async function pasted(desk) {
  for (const name of ['Pasted rice, 5 kg', 'Pasted salt', 'Pasted salt, fine']) await desk.addProduct({ name });
  const page = await open(desk);
  const paste = text =>
    picker(page).evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste('- 12 pasted rice\n3x pasted salt\n4 pasted\n5 nothing like that\nPasted rice\n');
  const notice = page.getByRole('status').filter({ hasText: '2 of 5 pasted lines added' });
  for (const text of ['4 pasted: 3 products are named like that', '5 nothing like that: No product is named like that.', 'Pasted rice: how many is not said']) await seen(notice.getByText(text));
  await valueIs(quantityOf(page, 'Pasted rice, 5 kg'), '12');
  await valueIs(quantityOf(page, 'Pasted salt'), '3');
  await notice.getByRole('button', { name: 'Done' }).click();
  await focused(picker(page));
  await paste('Pasted salt\t7');
  await valueIs(quantityOf(page, 'Pasted salt'), '10');
  await countIs(notice, 0);
  await page.context().close();
}

/** F8 goes from line to line, Enter takes the answer. */
async function settledByKeys(desk) {
  const products = [];
  for (const name of ['Settled one', 'Settled two', 'Settled three']) products.push(await desk.addProduct({ name, quantity: 9 }));
  const page = await open(desk);
  for (const { name } of products) {
    await page.keyboard.type(`5 ${name.toLowerCase()}`);
    await seen(options(page).first().filter({ hasText: name }));
    await page.keyboard.press('Enter');
    await seen(quantityOf(page, name));
  }
  await desk.placeOrder([{ ...products[0], quantity: 6 }]);
  await desk.call('DELETE', `/api/inventory/products/${products[1].id}`);
  const { name, quantity, version } = await desk.call('GET', `/api/inventory/products/${products[2].id}`);
  await desk.call('PUT', `/api/inventory/products/${products[2].id}`, { name, quantity, version, price: '1.50' });
  await seen(page.getByRole('button', { name: '3 to settle' }));
  await page.keyboard.press('F8');
  await focused(page.getByRole('button', { name: '3 free now' }));
  await page.keyboard.press('Enter');
  await valueIs(quantityOf(page, 'Settled one'), '3');
  await page.keyboard.press('F8');
  await focused(page.getByRole('button', { name: 'Remove Settled two' }));
  await page.keyboard.press('Enter');
  await focused(picker(page));
  await page.keyboard.press('F8');
  await focused(page.getByRole('button', { name: 'was 1.00' }));
  await page.keyboard.press('Enter');
  await countIs(page.getByRole('button', { name: /to settle/ }), 0);
  await placeByKeys(page);
  await placed(page);
  const [order] = await ordersOf(desk, products[2]);
  assert.deepEqual(order.lines.map(({ quantity }) => quantity), [3, 5]);
  await page.context().close();
}

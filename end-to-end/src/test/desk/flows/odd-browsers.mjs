// Browsers that refuse, translate, recolour, magnify, or have another keyboard: the desk works in all of them.
import assert from 'node:assert/strict';
import { choose, connectionIs, countIs, focused, keepsFocus, rowOf, seen } from '../desk.mjs';
import { addLine, options, ordersOf, picker, placeByKeys, placed } from '../order-form.mjs';

const NAMES = ['localStorage', 'sessionStorage', 'BroadcastChannel', 'locks'];
const PAGES = ['/orders', '/products'];

export default async function (desk) {
  for (const how of ['refused', 'missing']) await without(desk, NAMES, how);
  await without(desk, ['locks', 'localStorage'], 'refused');
  await translated(desk);
  await inForcedColours(desk);
  await magnified(desk);
  await otherKeyboards(desk);
}

/** The desk only forgets: an order is placed once, two tabs are live, and the theme can be chosen. */
async function without(desk, names, how) {
  const context = await desk.context();
  await context.addInitScript(play, { names, how });
  const product = await desk.addProduct({ name: `Sold without ${names.length} ${how}` });
  const page = await desk.open('/orders', context);
  const other = await desk.open('/products?q=sold', context);
  await connectionIs(page, 'Live');
  await connectionIs(other, 'Live');
  await addLine(page, product.name, 3);
  await placeByKeys(page);
  await placeByKeys(page);
  await placed(page);
  await seen(rowOf(other, 'Products', product.name).getByRole('gridcell', { name: '97', exact: true }));
  assert.equal((await ordersOf(desk, product)).length, 1);
  await choose(page, 'Dark');
  await page.locator('html[data-theme=dark]').waitFor();
  await choose(page, 'Keyboard shortcuts');
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.close();
  await other.close();
}

/** Runs in the page, before the desk. */
function play({ names, how }) {
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  for (const name of names) {
    const owner = name === 'locks' ? Navigator.prototype : window;
    Object.defineProperty(owner, name, how === 'refused' ? { get: refuse } : { value: undefined });
  }
}

/** As browsers do it: each text makes room for a <font>, and so does each text that comes later. */
function translate() {
  const isMeant = text => text.data.trim() && !text.parentElement?.closest('[translate=no], font, script, style');
  const translateAll = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (isMeant(walker.currentNode)) texts.push(walker.currentNode);
    for (const text of texts) {
      const font = document.createElement('font');
      font.append(document.createElement('font'));
      font.firstChild.textContent = `«${text.data}»`;
      text.replaceWith(font);
    }
  };
  translateAll(document.body);
  new MutationObserver(changes => {
    for (const { target } of changes) if (target.isConnected) translateAll(target.nodeType === Node.TEXT_NODE ? target.parentNode : target);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

async function translated(desk) {
  const product = await desk.addProduct({ name: 'Tea for all tongues', quantity: 50, price: '2.50' });
  const page = await desk.open('/products?q=tea');
  await connectionIs(page, 'Live');
  await page.evaluate(translate);
  await seen(page.getByRole('button', { name: '«New product»' }));
  const row = rowOf(page, 'Products', product.name);
  const { version } = await desk.call('GET', `/api/inventory/products/${product.id}`);
  assert(version > 0);
  await desk.call('POST', `/api/inventory/products/${product.id}/stock`, { delta: -7 });
  await seen(row.getByRole('gridcell', { name: '43', exact: true }));
  await countIs(row.getByRole('gridcell', { name: '50', exact: true }), 0);
  await row.getByRole('button', { name: 'Stock' }).click();
  const stock = page.getByRole('dialog');
  await keepsFocus(stock);
  await page.keyboard.type('3');
  await seen(stock.getByText('46'));
  await page.keyboard.press('Enter');
  await stock.waitFor({ state: 'detached' });
  await seen(row.getByRole('gridcell', { name: '46', exact: true }));
  await page.getByRole('searchbox').fill('tongues');
  await seen(page.getByText('«1 of »').or(page.getByText(/«?1«? of /)).first());

  await page.getByRole('link', { name: 'Orders' }).click();
  await seen(page.getByRole('heading', { name: '«Orders»', level: 1 }));
  await page.locator('#order-product').focus();
  await page.keyboard.type('tongues');
  await seen(options(page).and(page.locator('[aria-selected=true]')));
  await page.keyboard.press('Enter');
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  const total = page.locator('.sums > .total');
  await seen(total.getByText('12.00'));
  await page.locator('.lines tbody input').fill('8');
  await seen(total.getByText('24.00'));
  await countIs(total.getByText('12.00'), 0);
  await placeByKeys(page);
  // What the desk says changes with it: the button, and the pill when the connection is cut.
  await seen(page.getByRole('button', { name: '«Place order»' }));
  await countIs(page.getByRole('button', { name: /Placing/ }), 0);
  await seen(page.locator('.placed').getByText(/pending/));
  await countIs(page.locator('.placed').getByText(/pending/), 0);
  await page.context().setOffline(true);
  await seen(page.getByRole('status', { name: /Connection/ }).getByText(/Reconnecting|Offline/));
  await countIs(page.getByRole('status', { name: /Connection/ }).getByText(/Live/), 0);
  await page.context().setOffline(false);
  await page.close();
  desk.forgive(/ERR_INTERNET_DISCONNECTED/);
}

/** What is chosen is seen without backgrounds and shadows. */
async function inForcedColours(desk) {
  const product = await desk.addProduct({ name: 'Seen in any colours' });
  const page = await desk.open('/orders', await desk.context({ forcedColors: 'active' }));
  await connectionIs(page, 'Live');
  const looks = locator =>
    locator.evaluate(element => {
      const { backgroundColor, color, borderBottomColor } = getComputedStyle(element);
      return { backgroundColor, color, borderBottomColor };
    });
  const [here, there] = [page.getByRole('link', { name: 'Orders', exact: true }), page.getByRole('link', { name: 'Products', exact: true })];
  assert.notEqual((await looks(here)).borderBottomColor, (await looks(there)).borderBottomColor);
  await picker(page).focus();
  await page.keyboard.press('ArrowDown');
  const [active, another] = [options(page).and(page.locator('[aria-selected=true]')), options(page).and(page.locator('[aria-selected=false]')).first()];
  await seen(active);
  assert.notEqual((await looks(active)).backgroundColor, (await looks(another)).backgroundColor);
  assert.equal((await looks(active.locator('.n').last())).color, (await looks(active)).color);
  await here.focus();
  await there.click();
  await rowOf(page, 'Products', product.name).getByRole('button', { name: 'Stock' }).click();
  const [chosen, other] = ['add', 'count'].map(way => page.locator('label').filter({ has: page.locator(`#way-${way}`) }));
  assert.notEqual((await looks(chosen)).backgroundColor, (await looks(other)).backgroundColor);
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close' });
  assert.notEqual((await looks(close)).backgroundColor, (await looks(page.getByRole('dialog'))).backgroundColor);
}

/** At 200 % of a small screen nothing sticks out, and dialogs can be used. */
async function magnified(desk) {
  const product = await desk.addProduct({ name: 'A name that is long enough to need more than a line of its own', price: '9999999.99' });
  const context = await desk.context({ viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 });
  for (const path of PAGES) {
    const page = await desk.open(path, context);
    await connectionIs(page, 'Live');
    if (path === '/orders') await addLine(page, product.name, 999);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, path);
    if (path === '/products') {
      await rowOf(page, 'Products', product.name).getByRole('button', { name: /^What to do with/ }).click();
      await page.getByRole('menuitem', { name: 'Add to stock' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await seen(page.getByRole('dialog').getByRole('alert'));
    }
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0, 'nothing moves where less motion is wanted');
    page.once('dialog', dialog => dialog.accept());
    await page.goto('about:blank');
  }
  desk.forgive(/422|Failed to load resource/);
}

/** Caps Lock, and the scripts of the world. */
async function otherKeyboards(desk) {
  const page = await desk.open('/products');
  await connectionIs(page, 'Live');
  const session = await page.context().newCDPSession(page);
  const press = async (key, code, more = {}) => {
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: key, ...more });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, ...more });
  };
  const form = page.getByRole('region', { name: 'New product' });
  for (const key of ['N', 'т', 'ν', 'ى', 'ㅜ', 'נ']) {
    await page.locator('#content').focus();
    await press(key, 'KeyN');
    await seen(form);
    await focused(form.getByLabel('Name'));
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  }
  await page.locator('#content').focus();
  await press('ñ', 'KeyN');
  await press('?', 'KeyQ'); // wherever a keyboard has it
  await seen(page.getByRole('dialog', { name: 'Keyboard shortcuts' }));
  await countIs(form, 0);
}

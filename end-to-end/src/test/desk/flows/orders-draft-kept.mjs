// What was entered is kept: while the clerk looks elsewhere or enters another order, over a reload and a crash, and for the next tab. It is lost
// only where the browser keeps nothing, and not without a question.
import assert from 'node:assert/strict';
import { attributeIs, connectionIs, countIs, focused, hasFocus, holds, seen, valueIs } from '../desk.mjs';
import { addLine, crash, draftTab, options, ordersOf, picker, placeByKeys, placed, quantityOf, reference, rowOfOrder } from '../order-form.mjs';

const ORDERS = /\/api\/payment\/orders$/;

export default async function (desk) {
  await lookingElsewhere(desk);
  await loadedAnew(desk);
  await cleared(desk);
  await sideBySide(desk);
  await placedWhileAnotherIsEntered(desk);
  await refusedWhileAnotherIsEntered(desk);
  await placedWhileLookingElsewhere(desk);
  await orderedAgain(desk);
  await orderedAgainFromTheList(desk);
  await twoTabs(desk);
  await nothingKept(desk);
}

async function withLine(desk, name, quantity = 5) {
  const product = await desk.addProduct({ name });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, name, quantity);
  return { product, page };
}

async function lookingElsewhere(desk) {
  const { product, page } = await withLine(desk, 'Kept tea');
  await reference(page).fill('PO kept');
  await page.getByRole('link', { name: 'Products' }).click();
  await seen(page.getByRole('heading', { name: 'Products', level: 1 }));
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await valueIs(quantityOf(page, product.name), '5');
  await valueIs(reference(page), 'PO kept');
}

/** With half a line, and without a question. */
async function loadedAnew(desk) {
  const { product, page } = await withLine(desk, 'Anew entered coffee');
  await reference(page).fill('PO anew');
  await addLine(page, product.name, 2);
  await picker(page).fill(product.name.slice(0, 8));
  let asked = false;
  page.on('dialog', dialog => {
    asked = true;
    return dialog.accept();
  });
  await page.reload();
  await valueIs(quantityOf(page, product.name), '7');
  await valueIs(reference(page), 'PO anew');
  await valueIs(picker(page), product.name.slice(0, 8));
  await picker(page).focus();
  await page.keyboard.press('ArrowDown');
  await seen(options(page).filter({ hasText: product.name }));
  await countIs(options(page), 1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('12');
  await page.reload();
  await valueIs(page.getByLabel('Quantity', { exact: true }), '12');
  await picker(page).focus();
  await page.keyboard.press('ArrowDown');
  await seen(options(page).first());
  await page.keyboard.press('Escape');
  await page.getByLabel('Quantity', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await valueIs(quantityOf(page, product.name), '19');
  assert.equal(asked, false);

  // Longer than it takes until what was typed is written.
  await holds(async () => assert.match(await recordsOf(page), /"19"/));
  const next = await crash(desk, page);
  await valueIs(quantityOf(next, product.name), '19');
  await valueIs(reference(next), 'PO anew');
}

const recordsOf = page => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('drafts:')).join());

async function cleared(desk) {
  const { product, page } = await withLine(desk, 'Emptied tea');
  await picker(page).fill('picked, not added');
  await page.getByRole('button', { name: 'Clear' }).click();
  await quantityOf(page, product.name).waitFor({ state: 'detached' });
  await valueIs(picker(page), '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await valueIs(picker(page), 'picked, not added');
  await valueIs(quantityOf(page, product.name), '5');
  await page.getByRole('button', { name: 'Clear' }).click();
  await quantityOf(page, product.name).waitFor({ state: 'detached' });
  await page.close({ runBeforeUnload: true });
  assert.equal(page.isClosed() || (await page.waitForEvent('close')) !== undefined, true);
}

/** Alt and a digit go to an order wherever the focus is, and begin the next one. */
async function sideBySide(desk) {
  const { product, page } = await withLine(desk, 'Parked tea');
  await reference(page).fill('Nordhafen');
  await page.keyboard.press('Alt+3');
  await valueIs(reference(page), 'Nordhafen', 'there is no second one yet');
  await page.keyboard.press('Alt+2');
  await countIs(quantityOf(page, product.name), 0);
  await focused(picker(page));
  await addLine(page, product.name, 7);
  await picker(page).fill('half');
  await page.keyboard.press('Alt+1');
  await focused(picker(page));
  await valueIs(quantityOf(page, product.name), '5');
  await valueIs(picker(page), '');
  await attributeIs(draftTab(page, 'Nordhafen'), 'aria-selected', 'true');
  await seen(draftTab(page, 'New order').filter({ hasText: '1 · 8.40' }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'drafts');
  await page.keyboard.press('Alt+2');
  await valueIs(quantityOf(page, product.name), '7');
  await valueIs(picker(page), 'half');
  await draftTab(page, 'Nordhafen').click();
  await focused(picker(page));
  await valueIs(quantityOf(page, product.name), '5');
  await page.reload();
  await valueIs(quantityOf(page, product.name), '5');
  await page.keyboard.press('Alt+2');
  await valueIs(quantityOf(page, product.name), '7');

  await picker(page).blur();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await countIs(help.getByText('Orders side by side'), 1);
  await page.keyboard.press('Escape');

  await picker(page).fill('');
  await placeByKeys(page);
  await placed(page);
  await countIs(quantityOf(page, product.name), 0);
  await focused(picker(page));
  await page.keyboard.press('Alt+1');
  await valueIs(quantityOf(page, product.name), '5');
  await countIs(page.getByRole('tab'), 1);
}

/** Its result is said, and takes neither the form nor the focus from the other one. */
async function placedWhileAnotherIsEntered(desk) {
  const { product, page } = await withLine(desk, 'Slow tea');
  await reference(page).fill('Westhafen');
  let letGo;
  const held = new Promise(resolve => (letGo = resolve));
  await page.route(ORDERS, async route => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await placeByKeys(page);
  await seen(draftTab(page, 'Westhafen').filter({ hasText: 'Placing…' }));
  await page.keyboard.press('Alt+2');
  await addLine(page, product.name, 1);
  await reference(page).focus();
  await page.keyboard.type('Südhafen');
  letGo();
  await seen(page.getByRole('status').getByText(/\(Alt \S+\): order \S+ placed\./).filter({ hasText: 'Westhafen' }).first());
  await countIs(draftTab(page, 'Westhafen'), 0);
  assert(await hasFocus(reference(page)));
  await valueIs(reference(page), 'Südhafen');
  await valueIs(quantityOf(page, product.name), '1');
  assert.deepEqual((await ordersOf(desk, product)).map(({ quantity }) => quantity), [5]);
}

async function refusedWhileAnotherIsEntered(desk) {
  const { product, page } = await withLine(desk, 'Refused tea', 500);
  await reference(page).fill('Osthafen');
  let letGo;
  const held = new Promise(resolve => (letGo = resolve));
  await page.route(ORDERS, async route => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await placeByKeys(page);
  await seen(draftTab(page, 'Osthafen').filter({ hasText: 'Placing…' }));
  await page.keyboard.press('Alt+2');
  await addLine(page, product.name, 1);
  letGo();
  await seen(draftTab(page, 'Osthafen').filter({ hasText: 'not placed' }));
  assert(await hasFocus(picker(page)));
  await page.keyboard.press('Alt+1');
  await seen(page.getByRole('alert').filter({ hasText: 'Nothing was ordered: 1 product is short' }));
  await valueIs(quantityOf(page, product.name), '500');
  desk.forgive(/api\/payment\/orders|Failed to load resource/);
}

/** Nor does it take the focus from what is not the form, even if its tab was chosen once more. */
async function placedWhileLookingElsewhere(desk) {
  const { product, page } = await withLine(desk, 'Slowly placed tea');
  let letGo;
  const held = new Promise(resolve => (letGo = resolve));
  await page.route(ORDERS, async route => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await placeByKeys(page);
  await seen(draftTab(page, 'New order').filter({ hasText: 'Placing…' }));
  await page.keyboard.press('Alt+1');
  await page.getByRole('searchbox').focus();
  letGo();
  await placed(page);
  await countIs(quantityOf(page, product.name), 0);
  assert(await hasFocus(page.getByRole('searchbox')));
}

/** With its reference, beside what is being entered. */
async function orderedAgain(desk) {
  const tea = await desk.addProduct({ name: 'Wanted again tea' });
  const order = await desk.placeOrder([{ ...tea, quantity: 9 }], 'PO again');
  const { product, page } = await withLine(desk, 'Interrupted tea');
  await page.goto(`${desk.address}/orders?order=${order.id}`);
  await valueIs(quantityOf(page, product.name), '5');
  await page.getByRole('button', { name: 'Order again' }).click();
  await valueIs(quantityOf(page, tea.name), '9');
  await valueIs(reference(page), 'PO again');
  await countIs(quantityOf(page, product.name), 0);
  await page.keyboard.press('Alt+1');
  await valueIs(quantityOf(page, product.name), '5');
}

/** The focus is in the form then, which comes to the front where there is no room for both. */
async function orderedAgainFromTheList(desk) {
  const tea = await desk.addProduct({ name: 'Listed tea' });
  const order = await desk.placeOrder([{ ...tea, quantity: 9 }]);
  const byKey = row => row.press('o');
  const byMenu = async row => {
    await row.getByRole('button', { name: /More/ }).click();
    await row.page().getByRole('menuitem', { name: 'Order again' }).click();
  };
  for (const wish of [byKey, byMenu]) {
    const page = await desk.open('/orders', await desk.context({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }));
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await wish(rowOfOrder(page, order));
    await valueIs(quantityOf(page, tea.name), '9');
    await focused(picker(page));
  }
}

/** Each has its own, until one is closed: then the next has them. */
async function twoTabs(desk) {
  const { product, page } = await withLine(desk, 'Left tea');
  const other = await desk.open('/orders', page.context());
  await connectionIs(other, 'Live');
  await addLine(other, product.name, 1);
  await reference(other).fill('of the other tab');
  await other.reload();
  await valueIs(quantityOf(other, product.name), '1');
  await countIs(other.getByRole('tab'), 1);
  await valueIs(quantityOf(page, product.name), '5');
  await holds(async () => assert.equal(await asksForDrafts(other), false));
  await page.close();
  const third = await desk.open('/orders', other.context());
  await valueIs(quantityOf(third, product.name), '5');
  await countIs(third.getByRole('tab'), 1);
  await valueIs(reference(other), 'of the other tab');
}

/** A page that was just opened takes what another one leaves a moment later. */
const asksForDrafts = page => page.evaluate(async () => (await navigator.locks.query()).pending.some(({ name }) => name.startsWith('drafts:')));

async function nothingKept(desk) {
  const context = await desk.context();
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Full', 'QuotaExceededError');
    };
  });
  const product = await desk.addProduct({ name: 'Unkept tea' });
  const page = await desk.open('/orders', context);
  await connectionIs(page, 'Live');
  await addLine(page, product.name, 5);
  await page.keyboard.press('Alt+2');
  await countIs(quantityOf(page, product.name), 0);
  await asksBeforeClosing(page);
  await page.keyboard.press('Alt+1');
  await valueIs(quantityOf(page, product.name), '5');
}

async function asksBeforeClosing(page) {
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
}

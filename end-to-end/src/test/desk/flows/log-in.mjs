// Somebody has to log in: at the first visit, in the middle of an order, and after a log-out. Nothing that was entered is lost, and nothing
// is done twice or in the name of somebody else.
import assert from 'node:assert/strict';
import { choose, connectionIs, countIs, focused, holds, PASSWORD, scan, seen, valueIs } from '../desk.mjs';
import { addLine, picker, placeByKeys, placed, quantityOf, reference } from '../order-form.mjs';
import { endSession, forgiveLogIns, logIn, logInDialog, openAs } from '../staff.mjs';

export const needsUsers = true;

const ORDERS = /\/api\/payment\/orders$/;

export default async function (desk) {
  await firstVisit(desk);
  await refused(desk);
  await inTheMiddleOfAnOrder(desk);
  await anotherUser(desk);
  await anotherUserAfterNoAnswer(desk);
  await nobodyAfterNoAnswer(desk);
  await loggedOut(desk);
  forgiveLogIns(desk);
}

const ordersOf = (desk, product) => desk.call('GET', `/api/payment/orders?product_id=${product.id}`, undefined, 'Max');

const addProduct = (desk, name) => desk.call('POST', '/api/inventory/products', { name, price: '1.00', quantity: 100 }, 'Max');

/** The page opens as it would have without the question. */
async function firstVisit(desk) {
  await addProduct(desk, 'First tea');
  const page = await desk.open('/products?q=first');
  const dialog = logInDialog(page);
  await seen(dialog);
  assert.equal((await dialog.boundingBox()).width, 360);
  await focused(dialog.getByLabel('Name'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'log-in');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await seen(dialog);
  assert.deepEqual(
    await dialog.locator('input').evaluateAll(inputs => inputs.map(({ autocomplete }) => autocomplete)),
    ['username', 'current-password'],
  );
  await logIn(page, 'clara');
  await dialog.waitFor({ state: 'detached' });
  await connectionIs(page, 'Live');
  await seen(page.getByRole('gridcell', { name: '1.00' }));
  assert.match(page.url(), /\/products\?q=first$/);
  const header = page.getByRole('banner');
  await seen(header.getByText('Clara', { exact: true }));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'logged-in');
  await page.reload();
  await connectionIs(page, 'Live');
  await countIs(dialog, 0);
}

/** In words; what is scanned is no password. */
async function refused(desk) {
  const page = await desk.open('/orders');
  const dialog = logInDialog(page);
  await logIn(page, 'Clara', 'not her password');
  await seen(dialog.getByRole('alert').filter({ hasText: 'The name or the password is wrong' }));
  await focused(dialog.getByLabel('Password'));
  await desk.checkAccessibility(page);

  await dialog.getByLabel('Password').fill('');
  await scan(page, 'First tea');
  await seen(dialog.getByText('“•••” was scanned.'));
  await valueIs(dialog.getByLabel('Password'), '');
  await dialog.getByLabel('Name').focus();
  await scan(page, 'First tea');
  await seen(dialog.getByText('“First tea” was scanned. Nothing takes it here.'));
  await valueIs(dialog.getByLabel('Name'), 'Clara');

  const session = '**/api/access/session';
  const answer = (status, headers = {}) => page.route(session, route => route.fulfill({ status, headers, json: { detail: 'For programs.' } }));
  await answer(503);
  await logIn(page, 'Clara');
  await seen(dialog.getByRole('alert').filter({ hasText: 'Nobody can log in just now' }));
  await page.unroute(session);
  await page.clock.install();
  await answer(429, { 'Retry-After': '60' });
  await logIn(page, 'Clara');
  await seen(dialog.getByRole('alert').filter({ hasText: 'Too many tries' }));
  await seen(dialog.getByRole('button', { name: /Log in \(in \d+ s\)/, disabled: true }));
  await page.unroute(session);
  await page.clock.runFor('01:00');
  await dialog.getByRole('button', { name: 'Log in', exact: true, disabled: false }).click();
  await dialog.waitFor({ state: 'detached' });
  desk.forgive(/api\/access\/session|503|429/);
  await page.close();
}

/** The draft stays, and the order is placed once, with its key, when she is back. */
async function inTheMiddleOfAnOrder(desk) {
  const tea = await addProduct(desk, 'Half ordered tea');
  const page = await openAs(desk, 'Clara', '/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 3);
  await reference(page).fill('for the bakery');
  await endSession(desk, page);
  const keys = keysOf(page);
  await placeByKeys(page);
  const dialog = logInDialog(page);
  await seen(dialog.getByText('Your session has ended, Clara.'));
  await focused(dialog.getByLabel('Password'));
  await valueIs(dialog.getByLabel('Name'), 'Clara');
  await valueIs(quantityOf(page, tea.name), '3');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await placed(page);
  await focused(picker(page));
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  const orders = await ordersOf(desk, tea);
  assert.deepEqual(orders.map(({ reference }) => reference), ['for the bakery']);
}

/** What one has sent is not done by the other, who does not see it either; it waits for the first one. */
async function anotherUser(desk) {
  const tea = await addProduct(desk, 'Handed over tea');
  const page = await openAs(desk, 'Clara', '/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 2);
  await endSession(desk, page);
  await placeByKeys(page);
  await logIn(page, 'Max');
  await logInDialog(page).waitFor({ state: 'detached' });
  await countIs(quantityOf(page, tea.name), 0);
  await countIs(page.getByRole('alert').filter({ hasText: tea.name }), 0);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'log-in-other-user');
  await addLine(page, tea.name, 1);
  await placeByKeys(page);
  await placed(page);
  await addLine(page, tea.name, 4);
  await endSession(desk, page);
  await placeByKeys(page);
  await logIn(page, 'Clara');
  await valueIs(quantityOf(page, tea.name), '2');
  assert.deepEqual(await quantitiesOf(desk, tea), [1]);
  await page.getByRole('alert').filter({ hasText: 'may have been placed or not' }).getByRole('button', { name: 'Retry' }).click();
  await placed(page);
  await holds(async () => assert.deepEqual(await quantitiesOf(desk, tea), [2, 1]));
  await page.reload();
  await countIs(quantityOf(page, tea.name), 0);
}

/** Whether an order was placed is for its user to find out: nobody else sees it in the form, or is asked. */
async function anotherUserAfterNoAnswer(desk) {
  const tea = await addProduct(desk, 'Tea for Clara alone');
  const page = await openAs(desk, 'Clara', '/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 2);
  await reference(page).fill('hers');
  await page.route(ORDERS, async route => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await placeByKeys(page);
  const notice = page.getByRole('alert').filter({ hasText: 'may have been placed or not' });
  await seen(notice);
  await page.unroute(ORDERS);
  await endSession(desk, page);
  await placeByKeys(page);
  await logIn(page, 'Max');
  await logInDialog(page).waitFor({ state: 'detached' });
  const keys = keysOf(page);
  await seen(page.getByRole('banner').getByText('Max', { exact: true }));
  await countIs(quantityOf(page, tea.name), 0);
  await valueIs(reference(page), '');
  await countIs(notice, 0);
  await countIs(page.getByRole('alert').filter({ hasText: tea.name }), 0);
  await page.reload();
  await connectionIs(page, 'Live');
  await countIs(quantityOf(page, tea.name), 0);
  await countIs(notice, 0);
  await countIs(page.getByRole('alert').filter({ hasText: tea.name }), 0);
  assert.deepEqual(keys, [], 'something is sent in the name of Max');

  await endSession(desk, page);
  await page.reload();
  await logIn(page, 'Clara');
  await valueIs(quantityOf(page, tea.name), '2');
  await valueIs(reference(page), 'hers');
  await notice.getByRole('button', { name: 'Retry' }).click();
  await seen(page.getByText(/had been placed already/));
  await holds(async () => assert.deepEqual(await quantitiesOf(desk, tea), [2]));
  desk.forgive(/api\/payment\/orders|ERR_CONNECTION/);
}

const quantitiesOf = async (desk, product) => (await ordersOf(desk, product)).map(({ quantity }) => quantity);

/** What was entered before the desk knew that it has to ask belongs to who logs in. It may have been placed before; then it is found. */
async function nobodyAfterNoAnswer(desk) {
  const tea = await addProduct(desk, 'Unanswered tea');
  const context = await desk.context();
  await context.route('**/config', async route => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), access: 'off' } });
  });
  const name = tea.name;
  await context.route(/\/api\/inventory\/products\?/, route => route.fulfill({ json: [tea] }));
  await context.route(/\/api\/(payment\/orders(\?|\/days)|\w+\/events)/, route => route.fulfill({ json: [] }));
  await context.route(ORDERS, route => route.abort('connectionreset'));
  const page = await desk.open('/orders', context);
  await addLine(page, name, 2);
  await placeByKeys(page);
  await seen(page.getByRole('alert').filter({ hasText: 'may have been placed or not' }));
  await desk.call('POST', '/api/payment/orders', { lines: [{ product_id: tea.id, quantity: 2 }] }, 'Max');
  await context.unrouteAll();
  await placeByKeys(page);
  await logIn(page, 'Clara');
  const notice = page.getByRole('alert').filter({ hasText: 'Retry looks for that order first.' });
  await notice.getByRole('button', { name: 'Retry' }).click();
  await seen(page.getByRole('alert').filter({ hasText: 'that was placed before' }));
  assert.deepEqual(await quantitiesOf(desk, tea), [2]);
  desk.forgive(/api\/|ERR_CONNECTION|JSON|stream/i);
}

/** In all tabs, and with everything that was entered; how the desk looks stays. */
async function loggedOut(desk) {
  const tea = await addProduct(desk, 'Left tea');
  const page = await openAs(desk, 'Clara', '/orders');
  const another = await desk.open('/products', page.context());
  await connectionIs(another, 'Live');
  await choose(page, 'Dark');
  await addLine(page, tea.name, 2);
  await choose(page, 'Log out');
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  await asked.getByRole('button', { name: 'Stay' }).click();
  await valueIs(quantityOf(page, tea.name), '2');
  await choose(page, 'Log out');
  await asked.getByRole('button', { name: 'Leave' }).click();
  for (const tab of [page, another]) {
    await seen(logInDialog(tab));
    await valueIs(logInDialog(tab).getByLabel('Name'), '');
    const kept = await tab.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    assert.deepEqual(kept.filter(key => /^(attempts|drafts|me$)/.test(key)), []);
  }
  await page.locator('html[data-theme=dark]').waitFor();
  assert(!(await page.context().cookies()).some(({ name }) => name === 'quicksell'));
  await countIs(page.getByRole('banner').getByText('Clara'), 0);
  await logIn(page, 'Max');
  await holds(async () => assert.equal(await logInDialog(another).count(), 0, 'the other tab follows'));
  await seen(another.getByRole('banner').getByText('Max'));
  await countIs(quantityOf(page, tea.name), 0);
}

function keysOf(page) {
  const keys = [];
  page.on('request', request => ORDERS.test(request.url()) && request.method() === 'POST' && keys.push(request.headers()['idempotency-key']));
  return keys;
}

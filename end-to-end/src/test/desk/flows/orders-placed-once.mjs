// However often it is sent, an order is placed once: clicked twice, answered too late, or not at all.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, seen, valueIs } from '../desk.mjs';
import { addLine, crash, draftTab, ordersOf, picker, placeByKeys, placed, quantityOf } from '../order-form.mjs';

const ORDERS = /\/api\/payment\/orders$/;

export default async function (desk) {
  await clickedTwice(desk);
  await pressedTwice(desk);
  await retriedAfter(desk, 'No answer tea', route => route.abort('connectionreset'), 'The server does not answer');
  await retriedAfter(desk, 'Late tea', route => route.fulfill(problem(504, 'outcome-unknown', 'It is not known whether the order was placed.')), 'may have been placed or not');
  await lostWhileAnotherIsEntered(desk);
  await enteredAgain(desk);
  await crashedMeanwhile(desk, 'Crashed tea', route => route.fetch());
  await crashedMeanwhile(desk, 'Crashed early tea', async () => {});
  desk.forgive(/api\/payment\/orders|Failed to load resource/);
}

/** A page with one line in its form. */
async function withLine(desk, name) {
  const product = await desk.addProduct({ name });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, name, 2);
  return { product, page };
}

async function clickedTwice(desk) {
  const { product, page } = await withLine(desk, 'Twice clicked tea');
  const let_go = await holdAnswers(page);
  const button = page.getByRole('button', { name: /Place order|Placing/ });
  await button.dblclick();
  await page.waitForFunction(() => document.querySelector('form button[type=submit]').disabled);
  await seen(page.getByRole('button', { name: 'Placing…' }));
  await let_go();
  await placed(page);
  await focused(picker(page));
  await oneOrder(desk, product);
}

async function pressedTwice(desk) {
  const { product, page } = await withLine(desk, 'Twice pressed tea');
  await placeByKeys(page);
  await placeByKeys(page);
  await placed(page);
  await placeByKeys(page);
  await seen(page.getByText('Choose a product first.'));
  await oneOrder(desk, product);
}

/** The order is carried out, and its answer is lost. */
async function retriedAfter(desk, name, lose, words) {
  const { product, page } = await withLine(desk, name);
  const keys = [];
  let lost = false;
  await page.route(ORDERS, async route => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(await route.request().headerValue('Idempotency-Key'));
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    await lose(route);
  });
  await placeByKeys(page);
  const notice = page.getByRole('alert').filter({ hasText: words });
  await seen(notice);
  await valueIs(quantityOf(page, name), '2', 'the form is kept');
  await desk.checkAccessibility(page);
  await notice.getByRole('button', { name: 'Retry' }).click();
  await seen(page.getByText(/had been placed already/));
  await focused(picker(page));
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await oneOrder(desk, product);
  await page.close();
}

/** Wherever the clerk is by then, the desk does not say that it was not placed. */
async function lostWhileAnotherIsEntered(desk) {
  const { product, page } = await withLine(desk, 'Lost tea');
  let lose;
  const lost = new Promise(resolve => (lose = resolve));
  await page.route(ORDERS, async route => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await lost;
    await route.abort('connectionreset');
  });
  await placeByKeys(page);
  await seen(draftTab(page, 'New order').filter({ hasText: 'Placing…' }));
  await page.keyboard.press('Alt+2');
  await addLine(page, product.name, 1);
  lose();
  await seen(draftTab(page, 'New order').filter({ hasText: 'outcome open' }));
  await seen(page.getByRole('status').getByText(/whether it was placed is not known/).first());
  await page.unroute(ORDERS);
  await page.keyboard.press('Alt+1');
  await seen(draftTab(page, 'New order').filter({ hasText: 'outcome open' }));
  await page.getByRole('button', { name: 'Retry' }).click();
  await seen(page.getByText(/had been placed already/));
  await oneOrder(desk, product);
}

/** It is typed in again instead of a retry, beside the first one: it still has its key, until the clerk means another order. */
async function enteredAgain(desk) {
  const { product, page } = await withLine(desk, 'Reloaded tea');
  await page.route(ORDERS, async route => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await placeByKeys(page);
  await seen(page.getByRole('alert').filter({ hasText: 'The server does not answer' }));
  await page.unroute(ORDERS);
  await page.reload();
  await connectionIs(page, 'Live');
  await page.keyboard.press('Alt+2');
  await addLine(page, product.name, 2);
  await placeByKeys(page);
  const notice = page.getByRole('alert').filter({ hasText: 'that was placed before' });
  await focused(notice);
  await placeByKeys(page);
  await valueIs(quantityOf(page, product.name), '2', 'the form is kept');
  await oneOrder(desk, product);
  await desk.checkAccessibility(page);
  await notice.getByRole('button', { name: 'Place it as a new one' }).click();
  await placed(page);
  assert.equal((await ordersOf(desk, product)).length, 2);

  await page.keyboard.press('Alt+1');
  await page.getByRole('button', { name: 'Retry' }).click();
  await seen(page.getByText(/had been placed already/));
  assert.equal((await ordersOf(desk, product)).length, 2);
}

/** The page dies between the order and its answer; whether the server has got it or not, a retry in the next page places it once. */
async function crashedMeanwhile(desk, name, arrive) {
  const { product, page } = await withLine(desk, name);
  const keys = [];
  const sent = new Promise(resolve => {
    void page.context().route(ORDERS, async route => {
      const request = route.request();
      if (request.method() !== 'POST') return route.continue();
      keys.push(await request.headerValue('Idempotency-Key'));
      if (keys.length > 1) return route.continue();
      await arrive(route);
      resolve();
    });
  });
  await placeByKeys(page);
  await sent;
  const next = await crash(desk, page);
  const notice = next.getByRole('alert').filter({ hasText: 'may have been placed or not' });
  await seen(notice);
  await valueIs(quantityOf(next, name), '2', 'the form is kept');
  await desk.checkAccessibility(next);
  await notice.getByRole('button', { name: 'Retry' }).click();
  await seen(next.getByRole('status').getByText(/Order \S+ (placed|had been placed already)/).first());
  await countIs(quantityOf(next, name), 0);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await oneOrder(desk, product);
}

const oneOrder = async (desk, product) => assert.equal((await ordersOf(desk, product)).length, 1);

async function holdAnswers(page) {
  const held = [];
  let open = false;
  await page.route(ORDERS, route => (open ? route.continue() : void held.push(route)));
  return async () => {
    open = true;
    await Promise.all(held.map(route => route.continue()));
  };
}

const problem = (status, type, detail) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json' },
  json: { type: `urn:quicksell:problem:${type}`, title: detail, status, detail, request_id: 'r-1' },
});

// Everything that can be done with products, without a mouse.
import assert from 'node:assert/strict';
import { connectionIs, focused, hasFocus, rowOf, seen, valueIs } from '../desk.mjs';

/** The address follows the filter when the clerk has not typed for 300 ms. */
const MORE_THAN_A_REST_MILLIS = 600;
/** The time to undo a deletion, and some more. */
const UNDO_IS_OVER = { timeout: 15_000 };

export default async function (desk) {
  await desk.addProduct({ name: 'Not typed' });
  const page = await desk.open('/products?q=y'); // few enough to be drawn, whatever other flows have left
  await connectionIs(page, 'Live');
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const type = text => page.keyboard.type(text);
  const cell = (name, text) => seen(rowOf(page, 'Products', name).getByRole('gridcell', { name: text, exact: true }));
  const gone = locator => locator.waitFor({ state: 'detached' });
  const focusIsIn = name => focused(rowOf(page, 'Products', name));

  await press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const does of ['Filter by name', 'New product', 'Edit the product of the row', 'Count its stock', 'Show its history', 'Delete it']) {
    await seen(help.getByText(does));
  }
  await press('Escape');

  for (const [name, price, quantity] of [['Keyboard A', '1', '10'], ['Keyboard B', '2', '20']]) {
    await press('n');
    await seen(page.getByRole('region', { name: 'New product' }));
    await type(name);
    await press('Tab');
    await type(price);
    await press('Tab');
    await type(quantity);
    await press('Enter');
    await cell(name, quantity);
    await valueIs(page.getByLabel('Name', { exact: true }), ''); // a live event may tell of the product before the response does
    await press('Escape');
    await gone(page.getByRole('region', { name: 'New product' }));
  }

  await press('/', 'Control+a');
  await type('keyboard');
  await press('ArrowDown');
  await focusIsIn('Keyboard A');
  assert.match(await page.evaluate(() => getComputedStyle(document.activeElement.firstElementChild).boxShadow), /inset/, 'the focus is not seen');
  await press('ArrowDown');
  await focusIsIn('Keyboard B');
  await press('ArrowUp', 'e');
  await type('Keyboard C');
  await press('Tab');
  await type('3,5');
  await press('Enter');
  await cell('Keyboard C', '3.50');
  await focusIsIn('Keyboard C');
  // What comes now puts the rows in order, and the one with the focus behind the others.
  await desk.addProduct({ name: 'Keyboard B2' });
  await seen(rowOf(page, 'Products', 'Keyboard C').and(page.locator('[aria-rowindex="4"]')));
  await focusIsIn('Keyboard C');

  const stock = page.getByRole('dialog', { name: 'Stock of Keyboard C' });
  await press('+');
  await type('5');
  await press('Enter');
  await gone(stock);
  await cell('Keyboard C', '15');
  await press('-');
  await type('3');
  await press('Enter');
  await gone(stock);
  await cell('Keyboard C', '12');
  await press('c');
  await type('11');
  await press('Enter');
  await gone(stock);
  await cell('Keyboard C', '11');

  await press('h');
  await seen(page.getByRole('dialog', { name: 'History of Keyboard C' }).getByText('Product added'));
  await press('Escape');
  await focusIsIn('Keyboard C');

  await press('Delete', 'Delete');
  await seen(rowOf(page, 'Products', 'Keyboard C').getByRole('button', { name: /^Undo/ }));
  await focusIsIn('Keyboard C');
  await press('u');
  await seen(rowOf(page, 'Products', 'Keyboard C').getByRole('button', { name: /^Edit/ }));
  await focusIsIn('Keyboard C');
  await pressWithinAFrame(page, 'Delete', 'ArrowUp');
  assert(await hasFocus(rowOf(page, 'Products', 'Keyboard B2')), 'the focus was moved back');
  await press('Delete', 'ArrowUp');
  await focusIsIn(/Keyboard B(?!2)/);
  await press('Delete');
  // The focus stays in the list when its row goes, and when all have gone.
  await page.getByText(/^Nothing matches/).waitFor(UNDO_IS_OVER);
  await page.getByRole('region', { name: 'Products' }).and(page.locator(':focus')).waitFor();
  await press('/', 'Escape');
  await valueIs(page.getByRole('searchbox'), '');

  await page.getByRole('button', { name: 'Price' }).focus();
  await press('Enter');
  await seen(page.locator('th[aria-sort=ascending]').filter({ hasText: 'Price' }));

  await press('/');
  await type('left at once');
  await page.getByRole('link', { name: 'Orders' }).click();
  await seen(page.getByRole('heading', { name: 'Orders', level: 1 }));
  const left = await page.evaluate(() => performance.now());
  await page.waitForFunction(until => performance.now() > until, left + MORE_THAN_A_REST_MILLIS);
  assert.match(page.url(), /\/orders$/, 'the address that follows the filter brings nobody back');
  await page.goto('about:blank');
  desk.forgive(/ERR_ABORTED/);
}

/** Faster than the page is drawn. What is drawn late moves no focus back. */
const pressWithinAFrame = (page, ...keys) =>
  page.evaluate(async names => {
    for (const key of names) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    for (let frames = 2; frames; frames--) await new Promise(requestAnimationFrame);
  }, keys);

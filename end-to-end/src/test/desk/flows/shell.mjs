// What is around every page: navigation, keyboard, theme, deep links; and that nobody is shut out.
import assert from 'node:assert/strict';
import { choose, connectionIs, countIs, focused, hasFocus, holds, seen, valueIs } from '../desk.mjs';
import { said } from '../language.mjs';

const PAGES = ['/orders', '/products'];

export default async function (desk) {
  await deepLinks(desk);
  await skipLink(desk);
  const page = await desk.open('/');
  await page.evaluate(() => (window.notReloaded = true));
  await keyboardOnly(page);
  await theme(page);
  await menuByKeyboard(desk, page);
  assert.equal(await page.evaluate(() => window.notReloaded), true, 'the page was loaded again');
  await message(desk);
  await smallScreen(desk);
  for (const path of PAGES) await forEverybody(desk, path);
}

async function deepLinks(desk) {
  for (const path of PAGES) {
    const page = await desk.open(path);
    const name = path[1].toUpperCase() + path.slice(2);
    await seen(page.getByRole('heading', { name, level: 1 }));
    await holds(async () => assert.match(await page.title(), new RegExp(`^${said(page, name)}`)));
  }
  const home = await desk.open('/');
  await home.waitForURL('**/orders');
}

/** Where nothing has the focus yet, the first Tab finds it; from a field, Shift+Tab does. */
async function skipLink(desk) {
  const page = await desk.open('/products');
  await connectionIs(page, 'Live');
  await page.keyboard.press('Tab');
  await focused(page.getByRole('link', { name: 'Skip to content' }));
  await page.keyboard.press('Enter');
  await focused(page.locator('#content'));
  await page.close();
}

async function keyboardOnly(page) {
  await connectionIs(page, 'Live');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  for (let n = 0; n < 20 && !(await hasFocus(skip)); n++) await page.keyboard.press('Shift+Tab');
  await focused(skip);
  await page.keyboard.press('Enter');
  await focused(page.locator('#content'));

  await page.keyboard.type('gp');
  await seen(page.getByRole('heading', { name: 'Products', level: 1 }));
  await focused(page.locator('#content'));
  assert.equal(await page.locator('#content:focus-visible').evaluate(content => getComputedStyle(content).outlineStyle), 'none');

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await seen(help.getByText('Go to Orders'));
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('Tab');
    assert(await help.evaluate(dialog => dialog.contains(document.activeElement) || document.activeElement === document.body));
  }
  await page.keyboard.type('go');
  assert.match(page.url(), /\/products$/);
  const singleKeys = help.getByRole('checkbox', { name: 'Single-key shortcuts' });
  await singleKeys.uncheck();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  await page.keyboard.type('go?');
  assert.match(page.url(), /\/products$/);
  await countIs(help, 0);
  await focused(page.locator('#content'));
  await choose(page, 'Keyboard shortcuts');
  await singleKeys.check();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });

  const field = page.getByRole('searchbox').first();
  await field.focus();
  await page.keyboard.type('go?');
  await valueIs(field, 'go?');
  assert.match(page.url(), /\/products/);
  await page.keyboard.press('Escape');
  await valueIs(field, '');

  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.type('go');
  await seen(page.getByRole('heading', { name: 'Orders', level: 1 }));
}

async function theme(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await themeIs(page, 'dark');
  await choose(page, 'Light');
  await themeIs(page, 'light');
  const another = await page.context().newPage();
  await another.emulateMedia({ colorScheme: 'dark' });
  await another.goto(page.url());
  await themeIs(another, 'light');
  await another.close();
  await choose(page, 'As the system');
  await themeIs(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await themeIs(page, 'light');
}

const themeIs = (page, theme) =>
  holds(async () => {
    const [red] = (await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).match(/\d+/);
    assert.equal(Number(red) < 128, theme === 'dark');
  });

/** What can be chosen is reached by arrows and by letters, and the focus is never lost. */
async function menuByKeyboard(desk, page) {
  const opener = page.locator('.clerk');
  const menu = page.getByRole('menu');
  const item = name => menu.getByRole('menuitemradio', { name });
  await opener.focus();
  await page.keyboard.press('Enter');
  await focused(item('As the system'));
  assert.equal(await opener.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  await focused(item('Light'));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await focused(menu.locator('.menu-item').last());
  await page.keyboard.press(said(page, 'Dark')[0]);
  await focused(item('Dark'));
  await desk.checkAccessibility(page);
  await page.keyboard.press(' ');
  await countIs(menu, 0);
  await focused(opener);
  await page.keyboard.press('ArrowDown');
  await page.locator('[role=menuitemradio][aria-checked=true]').filter({ hasText: 'Dark' }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  for (const key of ['Escape', 'Tab']) {
    await page.keyboard.press('Enter');
    await focused(item('As the system'));
    await page.setViewportSize({ width: 800, height: 700 });
    await page.keyboard.press(key);
    await countIs(menu, 0);
    await focused(opener);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** It stays until it is closed, is reached by a key from wherever the focus is, and gives the focus back. */
async function message(desk) {
  const context = await desk.context();
  await context.route(/assets.*shortcut-help/, route => route.abort());
  const page = await desk.open('/products', context);
  await connectionIs(page, 'Live');
  const field = page.getByRole('searchbox').first();
  const place = await field.boundingBox();
  await page.keyboard.press('?');
  const fault = page.getByRole('alert').filter({ hasText: 'A part of the desk could not be loaded.' });
  await seen(fault);
  assert.deepEqual(await field.boundingBox(), place, 'a message moves nothing');
  await field.focus();
  await page.keyboard.press('F6');
  await focused(fault.getByRole('button', { name: 'Load the page anew' }));
  await desk.checkAccessibility(page);
  await page.keyboard.press('Tab');
  await focused(fault.getByRole('button', { name: 'Dismiss' }));
  await page.keyboard.press('Enter');
  await countIs(page.locator('.toast'), 0);
  await focused(field);
  desk.forgive(/shortcut-help|ERR_FAILED/);
}

/** The focus goes to the new page, and the header stays in view. */
async function smallScreen(desk) {
  const page = await desk.open('/products', await desk.context({ viewport: { width: 360, height: 640 } }));
  await connectionIs(page, 'Live');
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await focused(page.locator('#content'));
  assert.equal((await page.getByRole('banner').boundingBox()).y, 0, 'the header is out of view');
}

async function forEverybody(desk, path) {
  const page = await desk.open(path);
  await connectionIs(page, 'Live');
  await desk.checkAccessibility(page);
  await page.keyboard.press('Escape'); // out of the field where an order begins
  await page.keyboard.press('?');
  await seen(page.getByRole('dialog'));
  await desk.checkAccessibility(page);
}

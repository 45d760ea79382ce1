// What is around every page: navigation, keyboard, theme, deep links; and that nobody is shut out.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, seen, valueIs } from '../desk.mjs';

const PAGES = ['/orders', '/products'];

export default async function (desk) {
  await deepLinks(desk);
  const page = await desk.open('/');
  await page.evaluate(() => (window.notReloaded = true));
  await keyboardOnly(page);
  await theme(page);
  assert.equal(await page.evaluate(() => window.notReloaded), true, 'the page was loaded again');
  await smallScreen(desk);
  for (const path of PAGES) await forEverybody(desk, path);
}

async function deepLinks(desk) {
  for (const path of PAGES) {
    const page = await desk.open(path);
    const name = path[1].toUpperCase() + path.slice(2);
    await seen(page.getByRole('heading', { name, level: 1 }));
    await holds(async () => assert.match(await page.title(), new RegExp(`^${name}`)));
  }
  const home = await desk.open('/');
  await home.waitForURL('**/orders');
}

async function keyboardOnly(page) {
  await connectionIs(page, 'Live');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
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
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
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
  const choice = page.getByLabel('Theme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await themeIs(page, 'dark');
  await choice.selectOption('Light');
  await themeIs(page, 'light');
  const another = await page.context().newPage();
  await another.emulateMedia({ colorScheme: 'dark' });
  await another.goto(page.url());
  await themeIs(another, 'light');
  await another.close();
  await choice.selectOption('System');
  await themeIs(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await themeIs(page, 'light');
}

async function themeIs(page, theme) {
  await page.locator(`html[data-bs-theme=${theme}]`).waitFor();
  const [red] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/);
  assert.equal(Number(red) < 128, theme === 'dark');
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
  await page.keyboard.press('?');
  await seen(page.getByRole('dialog'));
  await desk.checkAccessibility(page);
}

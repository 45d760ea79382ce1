// What flows do with the log-in.
import assert from 'node:assert/strict';
import { holds, PASSWORD, seen } from './desk.mjs';

export const logInDialog = page => page.getByRole('dialog', { name: 'Log in' });

/** By keyboard. */
export async function logIn(page, name, password = PASSWORD) {
  const dialog = logInDialog(page);
  await seen(dialog);
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Password').focus();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

/** A page on which somebody has logged in, in a browser of their own. */
export async function openAs(desk, name, path, context) {
  const page = await desk.open(path, context);
  await logIn(page, name);
  await logInDialog(page).waitFor({ state: 'detached' });
  await seen(page.getByRole('banner').getByText(name, { exact: true }));
  return page;
}

/** As when it was idle for too long: the server does not know it any more, and the page has not heard of it. */
export async function endSession(desk, page) {
  const ended = await fetch(`${desk.address}/api/access/session`, { method: 'DELETE', headers: await headersOf(desk, page) });
  assert.equal(ended.status, 204);
  await sessionEnds(desk, page);
}

/** Services remember a token for a moment. */
export async function sessionEnds(desk, page) {
  const headers = await headersOf(desk, page);
  await holds(async () => assert.equal((await fetch(`${desk.address}/api/payment/orders?limit=1`, { headers })).status, 401));
}

const headersOf = async (desk, page) => ({
  Cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; '),
  Origin: desk.address,
});

/** What comes with log-ins and log-outs: the browser says of each 401 that something failed, and what it has cleared. */
export const forgiveLogIns = desk => desk.forgive(/401|Failed to load resource|Clear-Site-Data/);


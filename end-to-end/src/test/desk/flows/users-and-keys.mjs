// Who manages access adds a user and changes one, makes a key for a program and takes it away, and sees what was done.
import assert from 'node:assert/strict';
import { choose, countIs, focused, holds, PASSWORD, rowOf, seen, valueIs } from '../desk.mjs';
import { forgiveLogIns, logIn, logInDialog, openAs, sessionEnds } from '../staff.mjs';

export const needsUsers = true;

export default async function (desk) {
  const page = await openAs(desk, 'Olga', '/users');
  await seen(rowOf(page, 'Users', 'Clara'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'users');

  const password = await added(desk, page);
  const fritz = await openWith(desk, password);
  await refused(desk, page);
  await changed(desk, page, fritz);
  await keys(desk, page);
  await leaver(desk, page);
  await whatWasDone(desk, page);
  await ownPassword(desk);
  forgiveLogIns(desk);
  desk.forgive(/40[39]|422/);
}

async function added(desk, page) {
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add user' });
  await focused(dialog.getByLabel('Name'));
  await page.keyboard.type('Fritz');
  assert.equal(await dialog.getByLabel('Role').inputValue(), 'clerk');
  await seen(dialog.getByText('products:read, orders:read, orders:place'));
  await dialog.getByLabel('Password').fill('too short');
  await dialog.getByRole('button', { name: 'Add user' }).click();
  await seen(dialog.getByRole('alert').filter({ hasText: '12' }));
  await dialog.getByRole('button', { name: 'Generate' }).click();
  const password = await dialog.getByLabel('Password').inputValue();
  assert.match(password, /^[a-z2-9-]{23}$/);
  await countIs(dialog.getByRole('alert'), 0);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'users-add');
  await dialog.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await seen(rowOf(page, 'Users', 'Fritz').getByText('clerk'));
  await focused(page.getByRole('button', { name: 'Add user' }));
  return password;
}

async function openWith(desk, password) {
  const page = await desk.open('/orders');
  await logIn(page, 'Fritz', password);
  await seen(page.getByRole('button', { name: 'Place order' }));
  return page;
}

/** The name is taken; and somebody has to manage access. */
async function refused(desk, page) {
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add user' });
  await dialog.getByLabel('Name').fill('FRITZ');
  await dialog.getByRole('button', { name: 'Generate' }).click();
  await dialog.getByRole('button', { name: 'Add user' }).click();
  await seen(dialog.getByRole('alert').filter({ hasText: 'There is a user Fritz already.' }));
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard it' }).click();

  await page.getByRole('button', { name: 'Change Olga' }).click();
  const last = page.getByRole('dialog', { name: 'Change Olga' });
  await last.getByLabel('Cannot log in').check();
  await last.getByRole('button', { name: 'Save' }).click();
  await seen(last.getByRole('alert').filter({ hasText: 'Olga is the last who manages access.' }));
  await desk.checkAccessibility(page);
  await page.keyboard.press('Escape');
  await last.getByRole('button', { name: 'Discard it' }).click();
}

/** Another role, and then nothing any more: each counts at once. */
async function changed(desk, page, fritz) {
  await page.getByRole('button', { name: 'Change Fritz' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change Fritz' });
  await dialog.getByLabel('Role').selectOption('viewer');
  await dialog.getByLabel('New password').fill('a password that he knows');
  await desk.checkAccessibility(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await seen(rowOf(page, 'Users', 'Fritz').getByText('viewer'));
  await fritz.reload();
  await logIn(fritz, 'Fritz', 'a password that he knows');
  await logInDialog(fritz).waitFor({ state: 'detached' });
  await countIs(fritz.getByRole('button', { name: 'Place order' }), 0);

  await page.getByRole('button', { name: 'Change Fritz' }).click();
  await dialog.getByLabel('Cannot log in').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await seen(rowOf(page, 'Users', 'Fritz').getByText('disabled'));
  await sessionEnds(desk, fritz);
  await fritz.reload();
  await logIn(fritz, 'Fritz', 'a password that he knows');
  await seen(logInDialog(fritz).getByRole('alert'));
}

async function keys(desk, page) {
  await seen(page.getByText('No program has a key.'));
  await page.getByRole('button', { name: 'Add key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add key' });
  await dialog.getByLabel('Program').fill('web shop');
  await dialog.getByRole('button', { name: 'Add key' }).click();
  await seen(dialog.getByRole('alert').filter({ hasText: 'Choose one or more' }));
  await dialog.getByLabel('products:read').check();
  await dialog.getByLabel('orders:place').check();
  await valueIs(dialog.getByLabel('For how many days'), '365');
  await desk.checkAccessibility(page);
  await dialog.getByRole('button', { name: 'Add key' }).click();
  const made = page.getByRole('dialog', { name: 'The key of web shop' });
  const token = await made.getByText(/^qs_/).textContent();
  await desk.checkAccessibility(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await made.getByRole('button', { name: 'Copy' }).click();
  await seen(made.getByText('Copied'));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);
  assert.equal(await statusWith(desk, token), 200);
  await made.getByRole('button', { name: 'Close' }).click();
  await countIs(page.getByText(/^qs_/), 0);

  await rowOf(page, 'Keys of programs', 'web shop').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: 'Revoke the key of web shop?' }).getByRole('button', { name: 'Revoke' }).click();
  await seen(page.getByText('No program has a key.'));
  await holds(async () => assert.equal(await statusWith(desk, token), 401));
}

const statusWith = async (desk, token) =>
  (await fetch(`${desk.address}/api/inventory/products?limit=1`, { headers: { Authorization: `Bearer ${token}` } })).status;

/** Whoever makes a key may know it. */
async function leaver(desk, page) {
  await desk.call('POST', '/api/access/users', { name: 'Otto', role: 'operator', password: PASSWORD }, 'Olga');
  const { token } = await desk.call('POST', '/api/access/keys', { client: 'till', scopes: ['products:read'] }, 'Otto');
  await page.reload();
  await page.getByRole('button', { name: 'Change Otto' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change Otto' });
  await countIs(dialog.getByLabel(/Revoke the keys/), 0);
  await dialog.getByLabel('Cannot log in').check();
  await dialog.getByLabel('Revoke the keys that Otto has made, and so may know: till').check();
  await desk.checkAccessibility(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await seen(page.getByText('No program has a key.'));
  await holds(async () => assert.equal(await statusWith(desk, token), 401));
}

async function whatWasDone(desk, page) {
  const table = page.getByRole('table', { name: 'What was done' });
  await seen(table.getByRole('row').filter({ hasText: 'Olga' }).filter({ hasText: 'revokes the key' }).filter({ hasText: 'web shop' }).first());
  await seen(table.getByRole('row').filter({ hasText: 'logs in' }).filter({ hasText: 'Fritz' }).filter({ hasText: 'refused' }).first());
  const link = page.getByRole('link', { name: 'As CSV' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.equal(download.suggestedFilename(), 'audit.csv');
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'users-audit');
}

/** A user's own: what the manager has set is known to two. */
async function ownPassword(desk) {
  await desk.call('POST', '/api/access/users', { name: 'Paul', role: 'viewer', password: PASSWORD }, 'Olga');
  const page = await openAs(desk, 'Paul', '/orders');
  await page.getByRole('button', { name: 'Paul' }).click();
  await seen(page.getByRole('menu').getByText('Paul, viewer', { exact: true }));
  await page.keyboard.press('Escape');
  await choose(page, 'Change password');
  const dialog = page.getByRole('dialog', { name: 'Change the password of Paul' });
  await focused(dialog.getByLabel('Current password'));
  await dialog.getByLabel('Current password').fill('not her password');
  await dialog.getByLabel('New password').fill(`${PASSWORD} anew`);
  await page.keyboard.press('Enter');
  await seen(dialog.getByRole('alert').filter({ hasText: 'is not the password that you have now' }));
  await focused(dialog.getByLabel('Current password'));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'own-password');
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await focused(page.getByRole('button', { name: 'Paul' }));
  await seen(page.getByRole('status').filter({ hasText: 'Your password is changed.' }));
  await choose(page, 'Log out');
  await logIn(page, 'Paul', `${PASSWORD} anew`);
  await logInDialog(page).waitFor({ state: 'detached' });
}

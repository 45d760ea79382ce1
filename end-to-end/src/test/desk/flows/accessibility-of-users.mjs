// The log-in, and what is shown to whoever manages access, is for everybody.
import { forEverybody } from '../everybody.mjs';
import { forgiveLogIns, logInDialog, openAs } from '../staff.mjs';
import { seen } from '../desk.mjs';
import { staffViews } from '../views.mjs';

export const needsUsers = true;

export default async function (desk) {
  const logIn = { 'log-in': { path: '/orders', show: page => seen(logInDialog(page)) } };
  await forEverybody(desk, logIn);

  const page = await openAs(desk, 'Olga', '/users');
  const loggedIn = await page.context().storageState();
  await page.context().close();
  await forEverybody(desk, staffViews, loggedIn);
  forgiveLogIns(desk);
  desk.forgive(/403/); // an operator may not read the lists that a page loads
}

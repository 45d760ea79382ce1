// What a role may not do is not drawn: no button, no form, no shortcut, no page.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, rowOf, seen } from '../desk.mjs';
import { addLine, placeByKeys, placed, rowOfOrder } from '../order-form.mjs';
import { forgiveLogIns, logIn, logInDialog, openAs } from '../staff.mjs';

export const needsUsers = true;

export default async function (desk) {
  const tea = await desk.call('POST', '/api/inventory/products', { name: 'Tea for roles', price: '2.00', quantity: 50 }, 'Max');
  const order = await desk.call('POST', '/api/payment/orders', { product_id: tea.id, quantity: 2 }, 'Max');

  await viewer(desk, tea, order);
  await clerk(desk, tea, order);
  await manager(desk, tea, order);
  await operator(desk);
  forgiveLogIns(desk);
  desk.forgive(/403/);
}

const drawerOf = (page, order) => page.getByRole('dialog', { name: `Order ${order.number}`, exact: true });

const openOrder = async (page, order) => {
  await rowOfOrder(page, order).click();
  await seen(drawerOf(page, order).getByText('Paid').first());
};

async function shortcutsOf(page) {
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await seen(help);
  const listed = await help.getByRole('definition').allTextContents();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  return listed;
}

async function viewer(desk, tea, order) {
  const page = await openAs(desk, 'Vera', '/orders');
  await connectionIs(page, 'Live');
  await openOrder(page, order);
  await countIs(page.getByRole('button', { name: /Refund|Order again/ }), 0);
  await desk.checkAccessibility(page);
  await page.keyboard.press('Escape');
  await countIs(page.getByRole('button', { name: 'Place order' }), 0);
  await countIs(page.getByRole('link', { name: 'Users' }), 0);
  assert(!(await shortcutsOf(page)).some(does => /Place the order|New order|Users/.test(does)));
  await desk.takePictures(page, 'roles-viewer-orders');

  await page.getByRole('link', { name: 'Products' }).click();
  const row = rowOf(page, 'Products', tea.name);
  await seen(row.getByRole('button', { name: 'History' }));
  await countIs(page.getByRole('button', { name: /^(New product|Edit|Stock|Delete)/ }), 0);
  await row.getByRole('button', { name: /^What to do with/ }).click();
  await countIs(row.getByRole('menuitem'), 1);
  await page.keyboard.press('Escape');
  assert(!(await shortcutsOf(page)).some(does => /stock|Delete|Edit|New product/.test(does)));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'roles-viewer-products');

  await page.goto(`${desk.address}/users`);
  await seen(page.getByText('Vera, this page is not for your role (viewer).'));
  await desk.checkAccessibility(page);
}

async function clerk(desk, tea, order) {
  const page = await openAs(desk, 'Clara', '/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 1);
  await placeByKeys(page);
  await placed(page);
  await openOrder(page, order);
  await seen(page.getByRole('button', { name: 'Order again' }));
  await countIs(page.getByRole('button', { name: 'Refund…' }), 0);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Products' }).click();
  await seen(rowOf(page, 'Products', tea.name).getByRole('button', { name: 'History' }));
  await countIs(page.getByRole('button', { name: /^(New product|Edit|Stock|Delete)/ }), 0);
}

async function manager(desk, tea, order) {
  const page = await openAs(desk, 'Max', '/orders');
  await connectionIs(page, 'Live');
  await openOrder(page, order);
  await drawerOf(page, order).getByRole('button', { name: 'Refund…' }).click();
  const dialog = page.getByRole('dialog', { name: `Refund order ${order.number}?` });
  await focused(dialog.getByLabel('Reason'));
  await dialog.getByRole('button', { name: /^Refund/ }).click();
  await seen(drawerOf(page, order).getByRole('listitem').filter({ hasText: 'refunded' }));
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Products' }).click();
  const row = rowOf(page, 'Products', tea.name);
  for (const action of ['Edit', 'Stock', 'History']) await seen(row.getByRole('button', { name: action }));
  await row.getByRole('button', { name: /^What to do with/ }).click();
  for (const action of ['Edit', 'Add to stock', 'Remove from stock', 'Count stock', 'History', 'Delete']) await seen(row.getByRole('menuitem', { name: action }));
  await page.keyboard.press('Escape');
  await seen(page.getByRole('button', { name: 'New product' }));
}

/** Manages access, and has nothing to do with orders. */
async function operator(desk) {
  const page = await desk.open('/');
  await logIn(page, 'Olga');
  await logInDialog(page).waitFor({ state: 'detached' });
  await seen(page.getByText('Olga, this page is not for your role (operator).'));
  await countIs(page.getByRole('link', { name: /Orders|Products/ }), 0);
  await countIs(page.getByText('Connecting'), 0);
  await page.getByRole('link', { name: 'Users' }).click();
  await seen(page.getByRole('heading', { name: 'Users', level: 1 }));
}

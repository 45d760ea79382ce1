// Who placed, refunded, counted and changed something has a name there, and a rival is not somebody else.
import { connectionIs, PASSWORD, rowOf, seen } from '../desk.mjs';
import { rowOfOrder } from '../order-form.mjs';
import { forgiveLogIns, openAs } from '../staff.mjs';

export const needsUsers = true;

export default async function (desk) {
  await desk.call('POST', '/api/access/users', { name: 'Mona', role: 'manager', password: PASSWORD }, 'Olga');
  const tea = await desk.call('POST', '/api/inventory/products', { name: 'Tea of two', price: '2.00', quantity: 50 }, 'Max');
  const order = () => desk.call('POST', '/api/payment/orders', { product_id: tea.id, quantity: 2 }, 'Clara');
  const page = await openAs(desk, 'Max', '/orders');
  await connectionIs(page, 'Live');
  const sold = await order();
  await refundedByAnother(desk, page, sold);
  await page.getByRole('link', { name: 'Products' }).click();
  await disputed(desk, page, tea);
  await history(desk, page, tea, sold);
  forgiveLogIns(desk);
  desk.forgive(/412/);
}

async function refundedByAnother(desk, page, order) {
  await rowOfOrder(page, order).click();
  const drawer = page.getByRole('dialog', { name: `Order ${order.number}`, exact: true });
  await seen(drawer.getByRole('definition').filter({ hasText: 'by Clara' }));
  await drawer.getByRole('button', { name: 'Refund…' }).click();
  const dialog = page.getByRole('dialog', { name: `Refund order ${order.number}?` });
  await desk.call('POST', `/api/payment/orders/${order.id}/refund`, {}, 'Mona');
  await seen(dialog.getByRole('alert').filter({ hasText: 'Mona has refunded this order.' }));
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  const steps = drawer.getByRole('listitem');
  await seen(steps.filter({ hasText: 'Placed' }).filter({ hasText: 'by Clara' }));
  await seen(steps.filter({ hasText: 'Refunded' }).filter({ hasText: 'by Mona' }));
  await page.keyboard.press('Escape');
}

async function disputed(desk, page, tea) {
  await rowOf(page, 'Products', tea.name).getByRole('button', { name: /^Edit/ }).click();
  const price = page.locator('tr.edited').getByLabel('Price');
  await price.fill('3.00');
  const now = await desk.call('GET', `/api/inventory/products/${tea.id}`, undefined, 'Mona');
  await desk.call('PUT', `/api/inventory/products/${tea.id}`, { ...now, price: '4.00' }, 'Mona');
  await price.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Mona changed ${tea.name}` });
  await dialog.getByRole('radio', { name: /^Mine/ }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await seen(rowOf(page, 'Products', tea.name).getByText('3.00', { exact: true }));
}

async function history(desk, page, tea, sold) {
  await desk.call('POST', `/api/inventory/products/${tea.id}/stock`, { delta: -5, reason: 'broken' }, 'Mona');
  await rowOf(page, 'Products', tea.name).getByRole('button', { name: /^History/ }).click();
  const rows = page.getByRole('dialog', { name: `History of ${tea.name}` }).getByRole('row');
  for (const [what, who] of [['Product added', 'Max'], [`order ${sold.number}`, 'Clara'], ['Removed: broken', 'Mona']]) {
    await seen(rows.filter({ hasText: what }).filter({ hasText: `by ${who}` }));
  }
}

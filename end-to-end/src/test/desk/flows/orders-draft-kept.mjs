// What was entered is kept while the clerk looks elsewhere, and is not lost without a question.
import assert from 'node:assert/strict';
import { connectionIs, seen, valueIs } from '../desk.mjs';
import { addLine, picker, quantityOf, reference } from '../order-form.mjs';

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Kept tea' });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, product.name, 5);
  await reference(page).fill('PO kept');

  await page.getByRole('link', { name: 'Products' }).click();
  await seen(page.getByRole('heading', { name: 'Products', level: 1 }));
  await asksBeforeClosing(page);
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await valueIs(quantityOf(page, product.name), '5');
  await valueIs(reference(page), 'PO kept');
  await asksBeforeClosing(page);

  await picker(page).fill('picked, not added');
  await page.getByRole('button', { name: 'Clear' }).click();
  await quantityOf(page, product.name).waitFor({ state: 'detached' });
  await valueIs(picker(page), '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await valueIs(picker(page), 'picked, not added');
  await valueIs(quantityOf(page, product.name), '5');
  await page.getByRole('button', { name: 'Clear' }).click();
  await quantityOf(page, product.name).waitFor({ state: 'detached' });
  await page.close({ runBeforeUnload: true });
  assert.equal(page.isClosed() || (await page.waitForEvent('close')) !== undefined, true);
}

async function asksBeforeClosing(page) {
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
}

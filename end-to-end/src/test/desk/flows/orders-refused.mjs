// An order that cannot be placed says why, keeps the form, and helps on.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, seen, valueIs } from '../desk.mjs';
import { addLine, ordersOf, picker, placeByKeys, placed, quantityOf } from '../order-form.mjs';

const ORDERS = /\/api\/payment\/orders$/;

export default async function (desk) {
  await shortStock(desk);
  await deletedMeanwhile(desk);
  await answeredWithProblems(desk);
  desk.forgive(/api\/payment\/orders|Failed to load resource/);
}

async function shortStock(desk) {
  const scarce = await desk.addProduct({ name: 'Scarce vanilla', price: '58.00', quantity: 5 });
  const wanted = await desk.addProduct({ name: 'Wanted saffron', price: '9.00', quantity: 3 });
  const plenty = await desk.addProduct({ name: 'Plenty of salt', price: '1.95', quantity: 300 });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, scarce.name, 9);
  await seen(page.getByRole('button', { name: '5 free now' }));
  await addLine(page, wanted.name, 2);
  await addLine(page, plenty.name, 4);
  await desk.placeOrder([{ ...wanted, quantity: 3 }]);
  await seen(page.getByText('none left'));

  await placeByKeys(page);
  const notice = page.getByRole('alert').filter({ hasText: 'Nothing was ordered: 2 products are short' });
  await seen(notice.getByText('Scarce vanilla: 9 wanted, 5 there'));
  await seen(notice.getByText('Wanted saffron: 2 wanted, none there'));
  await focused(notice);
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-short');

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focused(quantityOf(page, scarce.name));
  await valueIs(quantityOf(page, scarce.name), '5');
  await valueIs(quantityOf(page, plenty.name), '4');
  await countIs(quantityOf(page, wanted.name), 0);
  await placeByKeys(page);
  await placed(page);
  const [order] = await ordersOf(desk, scarce);
  assert.deepEqual(order.lines.map(({ quantity }) => quantity), [5, 4]);
}

async function deletedMeanwhile(desk) {
  const gone = await desk.addProduct({ name: 'Tea soon gone' });
  const kept = await desk.addProduct({ name: 'Tea to stay' });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, gone.name, 1);
  await addLine(page, kept.name, 1);
  await fetch(`${desk.address}/api/inventory/products/${gone.id}`, { method: 'DELETE' });
  await seen(page.getByText('no longer sold'));
  await placeByKeys(page);
  await seen(page.getByRole('alert').filter({ hasText: 'Nothing was ordered: 1 product is no longer sold' }).filter({ hasText: 'Tea soon gone' }));
  await page.getByRole('button', { name: 'Remove what is no longer sold' }).click();
  await focused(picker(page));
  await placeByKeys(page);
  await placed(page);
  assert.equal((await ordersOf(desk, kept)).length, 1);
}

async function answeredWithProblems(desk) {
  const product = await desk.addProduct({ name: 'Tea of troubles' });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, product.name, 6);
  const isSaid = async (answer, ...texts) => {
    await page.route(ORDERS, route => route.fulfill({ status: answer.status, headers: { 'Content-Type': 'application/problem+json' }, json: answer }));
    await placeByKeys(page);
    await seen(texts.reduce((alert, text) => alert.filter({ hasText: text }), page.getByRole('alert')));
    await valueIs(quantityOf(page, product.name), '6');
    await page.unroute(ORDERS);
  };
  await isSaid({ status: 503, detail: 'Redis is away.', request_id: 'r-503' }, 'Nothing was ordered', 'Redis is away.', 'Request r-503');
  await isSaid({ status: 422, detail: 'Invalid.', errors: [{ field: 'lines[0].quantity', reason: 'must be even' }] }, 'Tea of troubles:', 'Quantity', 'must be even');
  await isSaid({ status: 500, detail: 'Our fault.', request_id: 'r-500' }, 'may have been placed or not', 'Our fault.', 'Request r-500');
  await desk.takePictures(page, 'order-outcome-unknown');
  await isSaid({ status: 503, detail: 'Redis is away again.' }, 'The order may have been placed or not', 'Redis is away again.');
  await page.getByRole('button', { name: 'Retry' }).click();
  await placed(page);
  assert.equal((await ordersOf(desk, product)).length, 1);
}

// A price that changes under a draft is marked with what it was, and asked for once before the order is placed.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, rowOf, seen, valueIs } from '../desk.mjs';
import { addLine, ordersOf, picker, placeByKeys, placed, quantityOf, rowOfOrder } from '../order-form.mjs';

const ORDERS = /\/api\/payment\/orders$/;

export default async function (desk) {
  await seenInTheDraft(desk);
  await betweenLookAndEnter(desk);
  await orderedAgain(desk);
}

const costs = async (desk, { id }, price) => {
  const { name, quantity, version } = await desk.call('GET', `/api/inventory/products/${id}`);
  await desk.call('PUT', `/api/inventory/products/${id}`, { name, quantity, version, price });
};

const question = page => page.getByRole('alert').filter({ hasText: 'Prices have changed' });

async function seenInTheDraft(desk) {
  const juice = await desk.addProduct({ name: 'Dearer juice', price: '95.11', quantity: 100 });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, juice.name, 7);
  await costs(desk, juice, '195.11');
  const line = page.getByRole('row').filter({ has: quantityOf(page, juice.name) });
  await seen(line.getByRole('cell', { name: '195.11', exact: true }));
  await seen(line.getByRole('button', { name: 'was 95.11' }));
  await placeByKeys(page);
  await seen(question(page).filter({ hasText: 'Nothing was ordered' }).getByText('The order comes to €1,638.92 now.'));
  await focused(question(page));
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'order-repriced');
  await placeByKeys(page); // that is no answer
  await focused(question(page));
  assert.deepEqual(await ordersOf(desk, juice), []);

  await costs(desk, juice, '95.11');
  await countIs(question(page), 0);
  await costs(desk, juice, '100.00');
  await placeByKeys(page);
  await question(page).getByRole('button', { name: 'Place it at €840.00' }).click();
  await placed(page);
  await focused(picker(page));
  assert.deepEqual((await ordersOf(desk, juice)).map(({ total }) => total), [840]);
  await page.close();
}

/** Nobody can see it: the price changes while the order is on its way. */
async function betweenLookAndEnter(desk) {
  const juice = await desk.addProduct({ name: 'Juice dearer at once', price: '2.50', quantity: 100 });
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, juice.name, 2);
  await page.route(
    ORDERS,
    async route => {
      await costs(desk, juice, '3.00');
      await route.continue();
    },
    { times: 1 },
  );
  await placeByKeys(page);
  await seen(question(page).getByText('The order comes to €7.20 now.'));
  desk.forgive(/409|Failed to load resource/);
  assert.deepEqual(await ordersOf(desk, juice), []);
  await valueIs(quantityOf(page, juice.name), '2');
  await question(page).getByRole('button', { name: 'Place it at €7.20' }).press('Enter');
  await placed(page);
  assert.deepEqual((await ordersOf(desk, juice)).map(({ total }) => total), [7.2]);
  await page.close();
}

/** The prices of that order are known, and today's are others. */
async function orderedAgain(desk) {
  const juice = await desk.addProduct({ name: 'Juice dearer later', price: '10.00', quantity: 100 });
  const order = await desk.placeOrder([{ ...juice, quantity: 1 }]);
  await costs(desk, juice, '11.00');
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await rowOfOrder(page, order).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Order again' }).click();
  await seen(rowOf(page, 'Lines of the new order', juice.name).getByRole('button', { name: 'was 10.00' }));
  await page.close();
}

// Orders stream in while the list is read: they are counted and do not move it. Older ones come when the list is scrolled.
import assert from 'node:assert/strict';
import { connectionIs, holds, seen } from '../desk.mjs';
import { rowOfOrder } from '../order-form.mjs';

const TABLE = 'Orders';
const MORE_THAN_A_PAGE = 70;
/** The columns', and that of the day. */
const HEADS = 2;

export default async function (desk) {
  const product = await desk.addProduct({ name: 'Streaming tea', quantity: 1_000 });
  const orders = [];
  for (let n = 0; n < MORE_THAN_A_PAGE; n++) orders.push(await desk.placeOrder([{ ...product, quantity: 1 }]));
  const page = await desk.open(`/orders?product_id=${product.id}`);
  await connectionIs(page, 'Live');
  const box = page.getByRole('region', { name: TABLE });

  await day(page, MORE_THAN_A_PAGE);
  await atTheTop(desk, page, product);
  await day(page, MORE_THAN_A_PAGE + 1);
  await underThePointer(desk, page, product, orders.at(-1));

  await page.mouse.move(0, 0);
  await box.evaluate(element => element.scrollTo(0, 400));
  const top = await topRow(box);
  await desk.placeOrder([{ ...product, quantity: 1 }]);
  await desk.placeOrder([{ ...product, quantity: 1 }]);
  const button = page.getByRole('button', { name: '2 new orders' });
  await seen(button);
  assert.equal(await topRow(box), top, 'the list has moved');
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'orders-new');
  await button.click();
  await button.waitFor({ state: 'detached' });
  await holds(async () => assert.equal(await box.evaluate(element => element.scrollTop), 0));

  await box.evaluate(element => element.scrollTo(0, element.scrollHeight));
  await seen(page.locator(`table[aria-rowcount="${MORE_THAN_A_PAGE + 4 + HEADS}"]`));
  await box.evaluate(element => element.scrollTo(0, element.scrollHeight));
  await seen(rowOfOrder(page, orders[0]));
}

/** The heading counts what the server has, of which the list shows only a part. */
async function day(page, count) {
  const heading = page.getByRole('rowheader', { name: /^Today/ });
  await seen(heading.getByText(`${count} orders`, { exact: true }));
  await seen(heading.getByText((count * 1.2).toFixed(2), { exact: true }));
}

/** Nobody reads, so it comes at once. */
async function atTheTop(desk, page, product) {
  const order = await desk.placeOrder([{ ...product, quantity: 1 }]);
  await seen(rowOfOrder(page, order));
}

async function underThePointer(desk, page, product, order) {
  const row = rowOfOrder(page, order);
  await row.hover();
  const { y } = await row.boundingBox();
  await desk.placeOrder([{ ...product, quantity: 1 }]);
  await seen(page.getByRole('button', { name: '1 new order', exact: true }));
  assert.equal((await row.boundingBox()).y, y, 'the row moves away from the pointer');
  await page.mouse.move(0, 0);
  await page.getByRole('button', { name: '1 new order' }).waitFor({ state: 'detached' });
}

const topRow = box =>
  box.evaluate(element => {
    const { left, top } = element.getBoundingClientRect();
    return document.elementFromPoint(left + 20, top + 100).closest('tr').dataset.id;
  });

// A deletion can be undone for some seconds; then, or when the desk is left, it is done.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, rowOf, seen } from '../desk.mjs';
import { chooseIn } from '../product-rows.mjs';

const PRODUCTS = '/api/inventory/products';
const NAME = 'Unwanted jam';
/** The time to undo it, and some more. */
const UNDO_IS_OVER = { timeout: 15_000 };

export default async function (desk) {
  const page = await desk.open('/products?q=Unwanted');
  await connectionIs(page, 'Live');
  await undone(desk, page);
  await forGood(desk, page);
  await fromAnotherPage(desk, page);
  await refused(desk, page);
  for (const leave of [page => page.goto('about:blank'), page => page.close({ runBeforeUnload: true })]) await byLeaving(desk, leave);
}

const remove = async page => {
  await chooseIn(rowOf(page, 'Products', NAME), 'Delete');
  await focused(rowOf(page, 'Products', NAME));
  await seen(rowOf(page, 'Products', NAME).getByRole('button', { name: /^Undo/ }));
  return page.getByRole('status').filter({ hasText: `${NAME} will be deleted.` });
};

async function undone(desk, page) {
  const product = await desk.addProduct({ name: NAME });
  const toast = await remove(page);
  await seen(toast);
  await toast.getByRole('button', { name: 'Undo' }).focus(); // then it waits, however long the pictures take
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'products-delete');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await focused(rowOf(page, 'Products', NAME));
  await countIs(toast.getByRole('button', { name: 'Undo' }), 0);
  await desk.call('GET', `${PRODUCTS}/${product.id}`);
}

/** Another desk still has it until then. */
async function forGood(desk, page) {
  const other = await desk.open('/products?q=Unwanted');
  await seen(rowOf(other, 'Products', NAME));
  await remove(page);
  await countIs(rowOf(other, 'Products', NAME), 1);
  await rowOf(page, 'Products', NAME).waitFor({ state: 'detached', ...UNDO_IS_OVER });
  await rowOf(other, 'Products', NAME).waitFor({ state: 'detached', ...UNDO_IS_OVER });
  await other.close();
}

async function fromAnotherPage(desk, page) {
  const product = await desk.addProduct({ name: NAME });
  await seen(rowOf(page, 'Products', NAME));
  const toast = await remove(page);
  const deleted = page.waitForRequest(request => request.method() === 'DELETE', UNDO_IS_OVER);
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await seen(toast.getByRole('button', { name: 'Undo' }));
  await deleted;
  await isDeleted(desk, product);
  await page.goBack();
  await page.waitForURL('**/products*');
}

async function refused(desk, page) {
  await desk.addProduct({ name: NAME });
  await page.route(`**${PRODUCTS}/*`, route => route.fulfill({ status: 503, json: { detail: 'Redis is away.', request_id: 'r-1' } }), { times: 1 });
  await remove(page);
  const complaint = page.getByRole('alert').filter({ hasText: `${NAME} is not deleted. Redis is away.` });
  await complaint.waitFor(UNDO_IS_OVER);
  desk.forgive(/503/);
  await seen(rowOf(page, 'Products', NAME).getByRole('button', { name: /^Edit/ }));
  await complaint.getByRole('button', { name: 'Retry' }).click();
  await rowOf(page, 'Products', NAME).waitFor({ state: 'detached' });
}

async function byLeaving(desk, leave) {
  const product = await desk.addProduct({ name: NAME });
  const page = await desk.open('/products?q=Unwanted');
  await remove(page);
  await leave(page);
  await isDeleted(desk, product);
  desk.forgive(/ERR_ABORTED/);
}

/** The service has done it. */
const isDeleted = (desk, { id }) => holds(async () => assert.equal((await fetch(`${desk.address}${PRODUCTS}/${id}`)).status, 404));

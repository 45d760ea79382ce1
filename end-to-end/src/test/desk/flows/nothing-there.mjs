// What is not there is said once and for all: addresses without a page, and links to what does not exist.
import assert from 'node:assert/strict';
import { connectionIs, countIs, seen, tableOf } from '../desk.mjs';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

export default async function (desk) {
  await noSuchPage(desk);
  await noSuchThing(desk, '/orders?product_id=foo', /must be an id/, page => tableOf(page, 'Orders'));
  await noSuchThing(desk, `/products?history=${NOWHERE}`, /no product|no such|There is/i, page => page.getByRole('dialog'));
  await noSuchThing(desk, `/orders?order=${NOWHERE}`, /There is no order/, page => page.getByRole('dialog'));
}

async function noSuchPage(desk) {
  const page = await desk.open('/orders');
  for (const path of ['/ordres', '/orders/312', '/ORDERS']) {
    const answer = await page.goto(desk.address + path);
    assert.equal(answer.status(), 404);
    await seen(page.getByRole('heading', { name: 'No such page' }).or(page.getByText('There is no page at this address.')).first());
  }
  await desk.checkAccessibility(page);
  await desk.takePictures(page, 'no-such-page');
  await page.getByRole('link', { name: 'To the orders' }).click();
  await page.waitForURL('**/orders');
  await page.close();
  desk.forgive(/404|ERR_ABORTED/);
}

async function noSuchThing(desk, path, words, within) {
  const page = await desk.open(path);
  await connectionIs(page, 'Live');
  await seen(page.getByRole('alert').filter({ hasText: words }));
  await seen(within(page));
  await countIs(within(page).locator('.bone'), 0);
  await countIs(page.getByRole('button', { name: 'Retry' }), 0);
  await countIs(page.getByText('Some of this may be old'), 0);
  await page.close();
  desk.forgive(/404|422|400|Failed to load resource/);
}

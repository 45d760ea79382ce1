// Every tab is live, and all tabs of a browser have one stream for each service.
import assert from 'node:assert/strict';
import { LAN_NAME } from '../browser.mjs';
import { connectionIs, countIs, rowOf, seen } from '../desk.mjs';
import { isCompleted } from '../order-form.mjs';

const TABS = 6;

export default async function (desk) {
  await sharedStreams(desk, desk.address, 'Live tea');
  await sharedStreams(desk, desk.address.replace(/\/\/[^:]+/, `//${LAN_NAME}`), 'LAN tea');
  await twoBrowsers(desk);
}

async function sharedStreams(desk, address, name) {
  const context = await desk.context();
  const streams = [];
  context.on('request', request => request.url().endsWith('/events') && streams.push(request));
  const tabs = [];
  for (let i = 0; i < TABS; i++) tabs.push(await desk.open('/products?q=tea', context, address));
  for (const tab of tabs) await connectionIs(tab, 'Live');
  assert.equal(streams.length, 2);

  await allSee(desk, tabs, name);
  const leaders = new Set(streams.map(stream => stream.frame().page()));
  for (const leader of leaders) await leader.close();
  const left = tabs.filter(tab => !leaders.has(tab));
  await allSee(desk, left, `${name} of the next leader`);
  for (const tab of left) await connectionIs(tab, 'Live');
  assert.equal(streams.length, 4);
  assert(streams.slice(2).every(stream => stream.headers()['last-event-id']), 'the next leader begins anew');
  await context.close();
}

async function allSee(desk, tabs, name) {
  await desk.addProduct({ name });
  await Promise.all(tabs.map(tab => seen(rowOf(tab, 'Products', name).first())));
}

async function twoBrowsers(desk) {
  const product = await desk.addProduct({ name: 'Tea for two', quantity: 50 });
  const [mine, yours] = [await desk.open('/products?q=tea'), await desk.open('/orders')];
  for (const page of [mine, yours]) await connectionIs(page, 'Live');
  const order = await desk.placeOrder([{ ...product, quantity: 8 }]);
  await seen(rowOf(mine, 'Products', product.name).getByRole('gridcell', { name: '42', exact: true }));
  await seen(rowOf(yours, 'Orders', product.name).filter({ hasText: 'pending' }));
  await isCompleted(desk, order);
  await seen(rowOf(yours, 'Orders', product.name));
  await countIs(rowOf(yours, 'Orders', product.name).getByText('pending'), 0);
}

import { expect, vi } from 'vitest';
import { ordersLike } from '../server/api';
import { pageOf, playedServer } from '../server/testing';
import { anOrder, NEWEST, OLDER, ordersTest as test } from './testing';

test('while somebody reads, new orders are counted, and shown on demand', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await feed.says(['order_created', anOrder(2)], ['order_created', anOrder(3)]);
  await feed.says(['order_completed', anOrder(2, 'completed', { version: 2 })], ['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect([shown(), orders.fresh.value]).toEqual([['1 completed'], 2]);
  orders.showFresh();
  expect([shown(), orders.fresh.value]).toEqual([['3 pending', '2 completed', '1 completed'], 0]);
});

test('new orders are shown when the reading ends', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([]) });
  orders.reading.value = true;
  await feed.says(['order_created', anOrder(2)]);
  orders.reading.value = false;
  expect(shown()).toEqual(['2 pending']);
});

test("the clerk's own order is shown at once, reading or not", async ({ orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  orders.put(anOrder(2));
  expect([shown(), orders.fresh.value]).toEqual([['2 pending', '1 pending'], 0]);
});

test('after a gap, new orders wait while somebody reads', async ({ orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await loaded({ [NEWEST]: () => pageOf([anOrder(2), anOrder(1, 'completed', { version: 2 })]) });
  expect([shown(), orders.fresh.value]).toEqual([['1 completed'], 1]);
  orders.reading.value = false;
  expect(shown()).toEqual(['2 pending', '1 completed']);
});

test('while somebody reads, an order that no longer fits stays where it is', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ status: 'pending' }, 50)]: () => pageOf([anOrder(1)]) });
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  orders.reading.value = true;
  await feed.says(['order_completed', anOrder(1, 'completed', { version: 2 })], ['order_created', anOrder(2)]);
  expect([shown(), orders.fresh.value]).toEqual([['1 completed'], 1]);
});

test("the clerk's own order is shown even when its event arrives before the response", async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await feed.says(['order_created', anOrder(2)]);
  orders.put(anOrder(2));
  expect([shown(), orders.fresh.value]).toEqual([['2 pending', '1 pending'], 0]);
});

test('no more new orders are kept than the list has room for; beyond that, the list is loaded again on demand', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await feed.says(...Array.from({ length: 2_500 }, (_, n) => ['order_created', anOrder(2 + n)] as [string, unknown]));
  expect([shown(), orders.fresh.value]).toEqual([['1 pending'], 2_000]);
  playedServer({ [NEWEST]: () => pageOf([anOrder(2_501), anOrder(2_500)], OLDER) });
  orders.showFresh();
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.fresh.value, orders.more.value]).toEqual([['2501 pending', '2500 pending'], 0, true]);
});

import { expect, vi } from 'vitest';
import { ordersLike } from '../server/api';
import { pageOf } from '../server/testing';
import { anOrder, NEWEST, OLDER, ordersTest as test } from './testing';

test('an order that is not in the list can be opened, and stays live', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(9)], OLDER), '/api/payment/orders/o1': () => anOrder(1, 'completed', { version: 2 }) });
  const order = await orders.open('o1');
  await feed.says(['order_refunded', anOrder(1, 'refunded', { version: 3 })]);
  expect(order.value.status).toBe('refunded');
  expect(shown()).toEqual(['9 pending']);
  expect((await orders.open('o9')).value).toBe(orders.rows.value[0]!.value);
  await expect(orders.open('o5')).rejects.toThrow('The server does not answer.');
});

test('the last twenty watched orders are live', async ({ feed, orders, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ status: 'failed' }, 50)]: () => pageOf([]) });
  orders.filterBy({ status: 'failed' });
  const rows = Array.from({ length: 21 }, (_, n) => orders.watch(anOrder(n)));
  expect(orders.watch(anOrder(1))).toBe(rows[1]);
  await feed.says(...[0, 1, 20].map(n => ['order_completed', anOrder(n, 'completed', { version: 2 })] as [string, unknown]));
  expect([0, 1, 20].map(n => rows[n]!.value.status)).toEqual(['pending', 'completed', 'completed']);
});

test('an opened order stays live when the list has dropped it, and is loaded again after a gap', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]), [ordersLike({ status: 'failed' }, 50)]: () => pageOf([]) });
  const order = await orders.open('o1');
  orders.filterBy({ status: 'failed' });
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect([shown(), order.value.status]).toEqual([[], 'completed']);
  await loaded({
    [ordersLike({ status: 'failed' }, 50)]: () => pageOf([]),
    '/api/payment/orders/o1': () => anOrder(1, 'refunded', { version: 3 }),
  });
  expect(order.value.status).toBe('refunded');
});

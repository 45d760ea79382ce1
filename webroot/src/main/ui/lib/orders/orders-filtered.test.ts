import { expect, vi } from 'vitest';
import { ordersLike } from '../server/api';
import { pageOf, playedServer } from '../server/testing';
import type { OrderStatus } from '../server/types';
import { anOrder, NEWEST, ordersTest as test } from './testing';

test('the server filters, and events are filtered too', async ({ feed, orders, shown, loaded }) => {
  const filter = { status: 'pending' as const, product_id: 'p2' };
  const line = { product_id: 'p2', name: 'Coffee', price: 1, quantity: 1 };
  const requested = await loaded({
    [NEWEST]: () => pageOf([anOrder(2), anOrder(1)]),
    [ordersLike(filter, 50)]: () => pageOf([anOrder(0, 'pending', { lines: [line] })]),
  });
  orders.filterBy(filter);
  expect([shown(), orders.load.done.value]).toEqual([[], false]);
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_created', anOrder(3)], ['order_created', anOrder(4, 'pending', { lines: [line] })]);
  expect(requested.at(-1)).toContain('status=pending&product_id=p2');
  expect(shown()).toEqual(['4 pending', '0 pending']);
});

test('an order that no longer fits stays until the list changes', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ status: 'pending' }, 50)]: () => pageOf([anOrder(2), anOrder(1)]) });
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect(shown()).toEqual(['2 pending', '1 completed']);
  await feed.says(['order_created', anOrder(3)]);
  expect(shown()).toEqual(['3 pending', '2 pending']);
});

test('a response to a filter that has changed meanwhile is dropped', async ({ orders, shown, loaded }) => {
  const respond: ((response: Response) => void)[] = [];
  const late = () => new Promise(resolve => respond.push(resolve));
  await loaded({ [NEWEST]: () => pageOf([anOrder(2, 'completed')]) });
  playedServer({ [NEWEST]: late, [ordersLike({ status: 'pending' }, 50)]: late });
  orders.filterBy({ status: 'pending' });
  orders.filterBy({});
  respond[0]!(pageOf([anOrder(1)]));
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.load.done.value]).toEqual([['2 completed'], false]);
  respond[1]!(pageOf([anOrder(3)]));
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.load.done.value]).toEqual([['3 pending'], true]);
});

test('an order is found by its number or part of its reference, in events too', async ({ feed, orders, shown, loaded }) => {
  const named = (at: number, reference: string | null) => anOrder(at, 'pending', { reference });
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ q: 'PO-1' }, 50)]: () => pageOf([named(2, 'po-17')]) });
  orders.filterBy({ q: 'PO-1' });
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_created', named(3, 'spo-1')], ['order_created', named(4, null)], ['order_created', named(5, 'PO 1')]);
  expect(shown()).toEqual(['3 pending', '2 pending']);
  playedServer({ [ordersLike({ q: '5' }, 50)]: () => pageOf([]) });
  orders.filterBy({ q: '5' });
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_created', anOrder(5)], ['order_created', anOrder(55)]);
  expect(shown()).toEqual(['5 pending']);
});

test('orders that do not fit the filter are not kept for ever', async ({ feed, orders, loaded }) => {
  const pending = ordersLike({ status: 'pending' }, 50);
  await loaded({ [NEWEST]: () => pageOf([]), [pending]: () => pageOf([]) });
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  const all = (name: string, status: OrderStatus, version: number) =>
    Array.from({ length: 2_000 }, (_, n) => [name, anOrder(n + 1, status, { version })] as [string, unknown]);
  await feed.says(...all('order_created', 'pending', 1));
  await feed.says(...all('order_completed', 'completed', 2));
  await feed.says(['order_created', anOrder(9_000)]);
  const requested = playedServer({ '/api/payment/orders/o2000': () => anOrder(2_000, 'completed', { version: 2 }) });
  await orders.open('o2000');
  expect(requested).toEqual(['/api/payment/orders/o2000']);
});

test('a search goes on through empty pages until it has found something, and then on demand', async ({ orders, shown, loaded }) => {
  const filter = { q: 'OLDEST' };
  const page = (n: number) => `/api/payment/orders?cursor=${n}`;
  const wanted = (at: number) => anOrder(at, 'completed', { reference: 'oldest' });
  const requested = await loaded({
    [NEWEST]: () => pageOf([]),
    [ordersLike(filter, 50)]: () => pageOf([], page(1)),
    [page(1)]: () => pageOf([], page(2)),
    [page(2)]: () => pageOf([wanted(4)], page(3)),
    [page(3)]: () => pageOf([], page(4)),
    [page(4)]: () => pageOf([wanted(2)]),
  });
  orders.filterBy(filter);
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.more.value, requested.at(-1)]).toEqual([['4 completed'], true, page(2)]);
  await orders.loadOlder();
  expect([shown(), orders.more.value]).toEqual([['4 completed', '2 completed'], false]);
});

test('the order whose number is searched comes first, and those that refer to it behind it', async ({ orders, shown, loaded }) => {
  await loaded({
    [NEWEST]: () => pageOf([]),
    [ordersLike({ q: '#3' }, 50)]: () => pageOf([anOrder(3), anOrder(9, 'pending', { reference: 'see #3' })]),
  });
  orders.filterBy({ q: '#3' });
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toEqual(['3 pending', '9 pending']);
});

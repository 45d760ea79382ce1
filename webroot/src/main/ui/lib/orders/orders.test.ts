import { expect, vi } from 'vitest';
import { ordersLike } from '../server/api';
import { pageOf, playedServer } from '../server/testing';
import { anOrder, NEWEST, OLDER, ordersTest as test } from './testing';

test('the newest orders come first, and new ones are shown at once while nobody reads', async ({ feed, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(2), anOrder(1)]) });
  await feed.says(['order_created', anOrder(3)], ['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect(shown()).toEqual(['3 pending', '2 pending', '1 completed']);
});

test('of orders created in the same millisecond, the one with the higher number comes first', async ({ shown, loaded }) => {
  const at = { created_at: anOrder(9).created_at };
  await loaded({ [NEWEST]: () => pageOf([anOrder(9, 'pending', at), anOrder(11, 'pending', at), anOrder(10, 'pending', at)]) });
  expect(shown()).toEqual(['11 pending', '10 pending', '9 pending']);
});

test('an older state that arrives late changes nothing', async ({ feed, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1, 'completed', { version: 2 })]) });
  await feed.says(['order_created', anOrder(1)]);
  expect(shown()).toEqual(['1 completed']);
});

test('events that carry no order, or are not known here, change nothing', async ({ feed, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  await feed.says(['position', {}], ['of_a_later_release', {}]);
  expect(shown()).toEqual(['1 pending']);
});

test('older orders are loaded on demand, and an even older one is not shown below a gap', async ({ feed, orders, shown, loaded }) => {
  await loaded({
    [NEWEST]: () => pageOf([anOrder(9), anOrder(8)], OLDER),
    [OLDER]: () => pageOf([anOrder(7), anOrder(6)]),
  });
  await feed.says(['order_refunded', anOrder(6, 'refunded', { version: 3 })]);
  expect([shown(), orders.more.value]).toEqual([['9 pending', '8 pending'], true]);
  await orders.loadOlder();
  expect([shown(), orders.more.value]).toEqual([['9 pending', '8 pending', '7 pending', '6 pending'], false]);
});

test('a reset loads as many orders as were shown', async ({ feed, orders, shown, loaded }) => {
  const rows = Array.from({ length: 100 }, (_, n) => anOrder(200 - n));
  const requested = await loaded({
    [NEWEST]: () => pageOf(rows.slice(0, 50), OLDER),
    [OLDER]: () => pageOf(rows.slice(50)),
    [ordersLike({}, 100)]: () => pageOf(rows),
  });
  await orders.loadOlder();
  await feed.says(['reset', {}]);
  expect(requested.at(-1)).toBe(ordersLike({}, 100));
  expect(shown()).toHaveLength(100);
});

test('a desk that is open all day keeps the newest orders, and can still go back without a gap', async ({ feed, orders, shown, loaded }) => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)], OLDER) });
  for (let n = 0; n < 5; n++) {
    await feed.says(...Array.from({ length: 500 }, (_, m) => ['order_created', anOrder(2 + 500 * n + m)] as [string, unknown]));
  }
  expect(shown()).toHaveLength(2_000);
  expect([shown()[0], shown().at(-1), orders.more.value]).toEqual(['2501 pending', '502 pending', true]);
  const requested = playedServer({ [ordersLike({}, 500)]: () => pageOf(Array.from({ length: 500 }, (_, n) => anOrder(2501 - n)), '/2'), '/2': () => pageOf([]) });
  await orders.loadOlder();
  expect(requested).toEqual([ordersLike({}, 500), '/2']);
});

test('an older page is loaded once, and dropped if the filter has changed meanwhile', async ({ orders, shown, loaded }) => {
  let respond!: (page: Response) => void;
  const requested = await loaded({
    [NEWEST]: () => pageOf([anOrder(9)], OLDER),
    [OLDER]: () => new Promise(resolve => (respond = resolve)),
    [ordersLike({ status: 'pending' }, 50)]: () => pageOf([anOrder(9)]),
  });
  void orders.loadOlder();
  void orders.loadOlder();
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  respond(pageOf([anOrder(8)], '/older'));
  await vi.advanceTimersByTimeAsync(0);
  expect(requested.filter(path => path === OLDER)).toHaveLength(1);
  expect([shown(), orders.more.value]).toEqual([['9 pending'], false]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playBrowser, playedFeed } from '../live/testing';
import { ordersLike, type OrderStatus } from '../server/api';
import { pageOf, playedServer } from '../server/testing';
import { Orders } from './orders';
import { anOrder } from './testing';

const NEWEST = ordersLike({}, 50);
const OLDER = '/api/payment/orders?limit=50&cursor=abc';

let feed: ReturnType<typeof playedFeed>;
let orders: Orders;

const shown = () => orders.rows.value.map(({ value }) => `${value.number} ${value.status}`);
const loaded = (answers: Record<string, () => unknown>) => {
  const asked = playedServer(answers);
  return feed.says(['reset', {}]).then(() => asked);
};

beforeEach(() => {
  playBrowser();
  feed = playedFeed();
  orders = new Orders(feed.open);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the newest come first, and new ones at once while nobody reads', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(2), anOrder(1)]) });
  await feed.says(['order_created', anOrder(3)], ['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect(shown()).toEqual(['3 pending', '2 pending', '1 completed']);
});

test('of those of one millisecond the one with the higher number comes first', async () => {
  const at = { created_at: anOrder(9).created_at };
  await loaded({ [NEWEST]: () => pageOf([anOrder(9, 'pending', at), anOrder(11, 'pending', at), anOrder(10, 'pending', at)]) });
  expect(shown()).toEqual(['11 pending', '10 pending', '9 pending']);
});

test('an older state that comes late changes nothing', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1, 'completed', { version: 2 })]) });
  await feed.says(['order_created', anOrder(1)]);
  expect(shown()).toEqual(['1 completed']);
});

test('while somebody reads, new orders are counted, and shown when wanted', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await feed.says(['order_created', anOrder(2)], ['order_created', anOrder(3)]);
  await feed.says(['order_completed', anOrder(2, 'completed', { version: 2 })], ['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect([shown(), orders.fresh.value]).toEqual([['1 completed'], 2]);
  orders.showFresh();
  expect([shown(), orders.fresh.value]).toEqual([['3 pending', '2 completed', '1 completed'], 0]);
});

test('new orders come in when the reading ends', async () => {
  await loaded({ [NEWEST]: () => pageOf([]) });
  orders.reading.value = true;
  await feed.says(['order_created', anOrder(2)]);
  orders.reading.value = false;
  expect(shown()).toEqual(['2 pending']);
});

test("one's own order is shown at once, reading or not", async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  orders.put(anOrder(2));
  expect([shown(), orders.fresh.value]).toEqual([['2 pending', '1 pending'], 0]);
});

test('older orders are loaded on demand, and one that is older still is not put behind a gap', async () => {
  await loaded({
    [NEWEST]: () => pageOf([anOrder(9), anOrder(8)], OLDER),
    [OLDER]: () => pageOf([anOrder(7), anOrder(6)]),
  });
  await feed.says(['order_refunded', anOrder(6, 'refunded', { version: 3 })]);
  expect([shown(), orders.more.value]).toEqual([['9 pending', '8 pending'], true]);
  await orders.loadOlder();
  expect([shown(), orders.more.value]).toEqual([['9 pending', '8 pending', '7 pending', '6 pending'], false]);
});

test('the server filters, and events are held against the filter too', async () => {
  const filter = { status: 'pending' as const, product_id: 'p2' };
  const line = { product_id: 'p2', name: 'Coffee', price: 1, quantity: 1 };
  const asked = await loaded({
    [NEWEST]: () => pageOf([anOrder(2), anOrder(1)]),
    [ordersLike(filter, 50)]: () => pageOf([anOrder(0, 'pending', { lines: [line] })]),
  });
  orders.filterBy(filter);
  expect([shown(), orders.load.done.value]).toEqual([[], false]);
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_created', anOrder(3)], ['order_created', anOrder(4, 'pending', { lines: [line] })]);
  expect(asked.at(-1)).toContain('status=pending&product_id=p2');
  expect(shown()).toEqual(['4 pending', '0 pending']);
});

test('an order that no longer fits stays until the list changes', async () => {
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ status: 'pending' }, 50)]: () => pageOf([anOrder(2), anOrder(1)]) });
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  await feed.says(['order_completed', anOrder(1, 'completed', { version: 2 })]);
  expect(shown()).toEqual(['2 pending', '1 completed']);
  await feed.says(['order_created', anOrder(3)]);
  expect(shown()).toEqual(['3 pending', '2 pending']);
});

test('an answer to a filter that was changed meanwhile is dropped', async () => {
  const answers: ((answer: Response) => void)[] = [];
  const late = () => new Promise(resolve => answers.push(resolve));
  await loaded({ [NEWEST]: () => pageOf([anOrder(2, 'completed')]) });
  playedServer({ [NEWEST]: late, [ordersLike({ status: 'pending' }, 50)]: late });
  orders.filterBy({ status: 'pending' });
  orders.filterBy({});
  answers[0]!(pageOf([anOrder(1)]));
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.load.done.value]).toEqual([['2 completed'], false]);
  answers[1]!(pageOf([anOrder(3)]));
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.load.done.value]).toEqual([['3 pending'], true]);
});

test('a reset loads as many as were shown', async () => {
  const rows = Array.from({ length: 100 }, (_, n) => anOrder(200 - n));
  const asked = await loaded({
    [NEWEST]: () => pageOf(rows.slice(0, 50), OLDER),
    [OLDER]: () => pageOf(rows.slice(50)),
    [ordersLike({}, 100)]: () => pageOf(rows),
  });
  await orders.loadOlder();
  await feed.says(['reset', {}]);
  expect(asked.at(-1)).toBe(ordersLike({}, 100));
  expect(shown()).toHaveLength(100);
});

test('a desk that is open all day keeps the newest, and can still go back without a gap', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)], OLDER) });
  for (let n = 0; n < 5; n++) {
    await feed.says(...Array.from({ length: 500 }, (_, m) => ['order_created', anOrder(2 + 500 * n + m)] as [string, unknown]));
  }
  expect(shown()).toHaveLength(2_000);
  expect([shown()[0], shown().at(-1), orders.more.value]).toEqual(['2501 pending', '502 pending', true]);
  const asked = playedServer({ [ordersLike({}, 500)]: () => pageOf(Array.from({ length: 500 }, (_, n) => anOrder(2501 - n)), '/2'), '/2': () => pageOf([]) });
  await orders.loadOlder();
  expect(asked).toEqual([ordersLike({}, 500), '/2']);
});

test('an order that the list does not have is opened, and stays live', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(9)], OLDER), '/api/payment/orders/o1': () => anOrder(1, 'completed', { version: 2 }) });
  const order = await orders.open('o1');
  await feed.says(['order_refunded', anOrder(1, 'refunded', { version: 3 })]);
  expect(order.value.status).toBe('refunded');
  expect(shown()).toEqual(['9 pending']);
  expect((await orders.open('o9')).value).toBe(orders.rows.value[0]!.value);
  await expect(orders.open('o5')).rejects.toThrow('The server does not answer.');
});

test('the last twenty that are watched are live', async () => {
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ status: 'failed' }, 50)]: () => pageOf([]) });
  orders.filterBy({ status: 'failed' });
  const rows = Array.from({ length: 21 }, (_, n) => orders.watch(anOrder(n)));
  expect(orders.watch(anOrder(1))).toBe(rows[1]);
  await feed.says(...[0, 1, 20].map(n => ['order_completed', anOrder(n, 'completed', { version: 2 })] as [string, unknown]));
  expect([0, 1, 20].map(n => rows[n]!.value.status)).toEqual(['pending', 'completed', 'completed']);
});

test('an order that is looked at stays live when the list has let it go, and is loaded anew after a gap', async () => {
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

test('an order is found by its number or a part of its reference, by events too', async () => {
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

test('an older page is loaded once, and dropped when the filter has changed meanwhile', async () => {
  let answer!: (page: Response) => void;
  const asked = await loaded({
    [NEWEST]: () => pageOf([anOrder(9)], OLDER),
    [OLDER]: () => new Promise(resolve => (answer = resolve)),
    [ordersLike({ status: 'pending' }, 50)]: () => pageOf([anOrder(9)]),
  });
  void orders.loadOlder();
  void orders.loadOlder();
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  answer(pageOf([anOrder(8)], '/older'));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.filter(path => path === OLDER)).toHaveLength(1);
  expect([shown(), orders.more.value]).toEqual([['9 pending'], false]);
});

test('after a gap, new orders wait while somebody reads', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await loaded({ [NEWEST]: () => pageOf([anOrder(2), anOrder(1, 'completed', { version: 2 })]) });
  expect([shown(), orders.fresh.value]).toEqual([['1 completed'], 1]);
  orders.reading.value = false;
  expect(shown()).toEqual(['2 pending', '1 completed']);
});

test('while somebody reads, what no longer fits stays where it is', async () => {
  await loaded({ [NEWEST]: () => pageOf([]), [ordersLike({ status: 'pending' }, 50)]: () => pageOf([anOrder(1)]) });
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  orders.reading.value = true;
  await feed.says(['order_completed', anOrder(1, 'completed', { version: 2 })], ['order_created', anOrder(2)]);
  expect([shown(), orders.fresh.value]).toEqual([['1 completed'], 1]);
});

test("one's own order is shown also when its event came before its answer", async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await feed.says(['order_created', anOrder(2)]);
  orders.put(anOrder(2));
  expect([shown(), orders.fresh.value]).toEqual([['2 pending', '1 pending'], 0]);
});

test('of very many new orders no more are kept than the list holds, and it is loaded anew when they are wanted', async () => {
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]) });
  orders.reading.value = true;
  await feed.says(...Array.from({ length: 2_500 }, (_, n) => ['order_created', anOrder(2 + n)] as [string, unknown]));
  expect([shown(), orders.fresh.value]).toEqual([['1 pending'], 2_000]);
  playedServer({ [NEWEST]: () => pageOf([anOrder(2_501), anOrder(2_500)], OLDER) });
  orders.showFresh();
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), orders.fresh.value, orders.more.value]).toEqual([['2501 pending', '2500 pending'], 0, true]);
});

test('what does not fit the filter is not kept for ever', async () => {
  const pending = ordersLike({ status: 'pending' }, 50);
  await loaded({ [NEWEST]: () => pageOf([]), [pending]: () => pageOf([]) });
  orders.filterBy({ status: 'pending' });
  await vi.advanceTimersByTimeAsync(0);
  const all = (name: string, status: OrderStatus, version: number) =>
    Array.from({ length: 2_000 }, (_, n) => [name, anOrder(n + 1, status, { version })] as [string, unknown]);
  await feed.says(...all('order_created', 'pending', 1));
  await feed.says(...all('order_completed', 'completed', 2));
  await feed.says(['order_created', anOrder(9_000)]);
  const asked = playedServer({ '/api/payment/orders/o2000': () => anOrder(2_000, 'completed', { version: 2 }) });
  await orders.open('o2000');
  expect(asked).toEqual(['/api/payment/orders/o2000']);
});

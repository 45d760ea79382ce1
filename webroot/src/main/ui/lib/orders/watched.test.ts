import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playedServer } from '../server/testing';
import { anOrder } from './testing';
import { WatchedOrders } from './watched';

let watched: WatchedOrders;

const completed = (at: number) => anOrder(at, 'completed', { version: 2 });

beforeEach(() => {
  vi.useFakeTimers();
  watched = new WatchedOrders();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('only orders that are watched are updated', () => {
  const order = watched.watch(anOrder(1));
  watched.update([completed(1), completed(2)]);
  expect([order.value.status, watched.get('o2')]).toEqual(['completed', undefined]);
});

test('the twenty-first replaces the first', () => {
  for (let at = 1; at <= 21; at++) watched.watch(anOrder(at));
  expect([1, 2, 21].map(at => watched.get(`o${at}`)?.value.number)).toEqual([undefined, '2', '21']);
});

test('a reload skips an order that the server no longer has', async () => {
  const [gone, changed] = [watched.watch(anOrder(1)), watched.watch(anOrder(2))];
  playedServer({
    '/api/payment/orders/o1': () => Response.json({ detail: 'There is no such order.' }, { status: 404 }),
    '/api/payment/orders/o2': () => completed(2),
  });
  watched.reload();
  await vi.advanceTimersByTimeAsync(0);
  expect([gone.value.status, changed.value.status]).toEqual(['pending', 'completed']);
});

test('a reload shows an order as it is at a server that has lost changes', async () => {
  const order = watched.watch(completed(1));
  playedServer({ '/api/payment/orders/o1': () => anOrder(1) });
  watched.reload();
  await vi.advanceTimersByTimeAsync(0);
  expect(order.value.status).toBe('pending');
});

test('a reload is retried until the server can be reached', async () => {
  const order = watched.watch(anOrder(1));
  playedServer({});
  watched.reload();
  await vi.advanceTimersByTimeAsync(0);
  playedServer({ '/api/payment/orders/o1': () => completed(1) });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(order.value.status).toBe('completed');
});

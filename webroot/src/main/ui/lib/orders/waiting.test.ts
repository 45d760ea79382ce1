import { beforeEach, expect, test } from 'vitest';
import { anOrder } from './testing';
import { WaitingOrders } from './waiting';
import { MAX_ROWS } from './window';

let waiting: WaitingOrders;

beforeEach(() => {
  waiting = new WaitingOrders();
});

test('an order that changes while it waits is counted once, and both of its states are kept', () => {
  const states = [anOrder(1), anOrder(1, 'completed', { version: 2 })];
  expect(waiting.add(states)).toEqual(states);
  expect(waiting.count.value).toBe(1);
});

test('an order waits until it is removed, or all are cleared', () => {
  const [first, second, third] = [anOrder(1), anOrder(2), anOrder(3)];
  waiting.add([first, second]);
  waiting.remove(first);
  expect([first, second, third].map(order => waiting.has(order))).toEqual([false, true, false]);
  waiting.clear();
  expect([waiting.has(second), waiting.count.value]).toEqual([false, 0]);
});

test('no more wait than the list has room for', () => {
  const orders = Array.from({ length: MAX_ROWS + 1 }, (_, at) => anOrder(at));
  expect(waiting.add(orders)).toEqual(orders.slice(0, MAX_ROWS));
  expect([waiting.add([anOrder(9_000)]), waiting.count.value]).toEqual([[], MAX_ROWS]);
});

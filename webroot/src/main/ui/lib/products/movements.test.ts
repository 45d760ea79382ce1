import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { movementsOf } from '../server/api';
import { pageOf, playedServer } from '../server/testing';
import type { Movement } from '../server/types';
import { COUNTED, joinNewer, kindOf, Movements, sumUp } from './movements';

const NEWEST = movementsOf('p1');
const OLDER = `${NEWEST}&cursor=abc`;

/** The quantity grows by one with each movement. */
const nth = (n: number): Movement => ({ at: `2026-01-01T00:00:${10 + n}.000Z`, kind: 'adjusted', units: 1, quantity: n });
/** Newest first. */
const upTo = (newest: number, oldest = 1) => Array.from({ length: newest - oldest + 1 }, (_, n) => nth(newest - n));

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('newer movements come before the known ones', () => {
  expect(joinNewer(upTo(5, 2), upTo(3))).toEqual(upTo(5));
  expect(joinNewer(upTo(5), upTo(5))).toEqual(upTo(5));
  expect(joinNewer(upTo(5), upTo(2, 2))).toEqual(upTo(5, 2));
});

test('movements are not joined to the known ones across a gap', () => {
  expect(joinNewer(upTo(9, 5), upTo(3))).toBeUndefined();
  expect(joinNewer(upTo(3), [])).toBeUndefined();
});

test('the movements add up to the stock, however far back they are known', () => {
  expect(sumUp(upTo(5))).toEqual({ before: 0, units: 5, quantity: 5 });
  expect(sumUp(upTo(5, 4))).toEqual({ before: 3, units: 2, quantity: 5 });
  expect(sumUp([])).toEqual({ before: 0, units: 0, quantity: 0 });
});

test('new movements are shown, and older ones that were loaded stay', async () => {
  const responses: Record<string, () => unknown> = { [NEWEST]: () => pageOf(upTo(4, 3), OLDER), [OLDER]: () => pageOf(upTo(2)) };
  playedServer(responses);
  const movements = new Movements('p1');
  movements.refresh();
  await vi.advanceTimersByTimeAsync(0);
  expect([movements.rows.value, movements.next.value]).toEqual([upTo(4, 3), OLDER]);
  await movements.loadOlder();
  expect([movements.rows.value, movements.next.value]).toEqual([upTo(4), undefined]);
  responses[NEWEST] = () => pageOf(upTo(5, 4), `${NEWEST}&cursor=def`);
  movements.refresh();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([movements.rows.value, movements.next.value]).toEqual([upTo(5), undefined]);
});

test('the list starts over when there are more new movements than a page holds', async () => {
  const responses: Record<string, () => unknown> = { [NEWEST]: () => pageOf(upTo(2)) };
  playedServer(responses);
  const movements = new Movements('p1');
  movements.refresh();
  await vi.advanceTimersByTimeAsync(0);
  responses[NEWEST] = () => pageOf(upTo(9, 8), OLDER);
  movements.refresh();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([movements.rows.value, movements.next.value]).toEqual([upTo(9, 8), OLDER]);
});

test('a history that is open all day keeps a thousand movements, and can still go back', async () => {
  const responses: Record<string, () => unknown> = { [NEWEST]: () => pageOf(upTo(50)) };
  playedServer(responses);
  const movements = new Movements('p1');
  const seen: number[] = [];
  for (let newest = 50; newest <= 1_030; newest += 49) {
    responses[NEWEST] = () => pageOf(upTo(newest, newest - 49), OLDER);
    movements.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    seen.push(movements.rows.value.length);
  }
  expect([seen.at(-2), seen.at(-1), movements.next.value]).toEqual([981, 50, OLDER]);
});

test('a product that sells many times a second is requested only a few times', async () => {
  const requested = playedServer({ [NEWEST]: () => pageOf([]) });
  const movements = new Movements('p1');
  for (let n = 0; n < 100; n++) {
    movements.refresh();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(requested.length).toBeLessThan(6);
  const before = requested.length;
  movements.refresh();
  movements.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(requested.length).toBe(before);
});

test.each<[Partial<Movement>, Parameters<typeof kindOf>[1], string]>([
  [{ kind: 'adjusted', units: 240 }, undefined, 'received'],
  [{ kind: 'adjusted', units: 2, reason: 'found' }, undefined, 'added'],
  [{ kind: 'adjusted', units: -5 }, undefined, 'removed'],
  [{ kind: 'adjusted', units: -5, reason: COUNTED }, undefined, 'counted'],
  [{ kind: 'adjusted', units: 0 }, undefined, 'counted'],
  [{ kind: 'reserved', order_id: 'o' }, undefined, 'reserved'],
  [{ kind: 'reserved', order_id: 'o' }, { status: 'pending' }, 'reserved'],
  [{ kind: 'reserved', order_id: 'o' }, { status: 'failed' }, 'reserved'],
  [{ kind: 'reserved', order_id: 'o' }, { status: 'completed' }, 'sold'],
  [{ kind: 'reserved', order_id: 'o' }, { status: 'refunded' }, 'sold'],
  [{ kind: 'returned', order_id: 'o' }, { status: 'refunded' }, 'returned'],
])('%j of an order that is %j was %s', (movement, order, expected) => expect(kindOf({ ...nth(1), ...movement }, order)).toBe(expected));

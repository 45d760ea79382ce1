import { expect, vi } from 'vitest';
import { daysLike, ordersLike } from '../server/api';
import { pageOf } from '../server/testing';
import type { OrderFilter } from '../server/types';
import { dayOf } from '../format/day';
import { anOrder, NEWEST, ordersTest as test } from './testing';

const { created_at } = anOrder(1);
const day = dayOf(created_at);
const midnight = (days: number) => {
  const date = new Date(`${day}T00:00`);
  return date.setDate(date.getDate() + days);
};

const counted = (orders: number, total: number) => () =>
  Response.json([{ day, orders, total }], { headers: { 'X-Total-Count': String(orders) } });
const ofTheDay = (filter: OrderFilter) => daysLike(filter, { from: midnight(0), before: midnight(1) });

test('the figures are of all orders, not of the loaded ones, and follow events', async ({ feed, orders, loaded }) => {
  const figures = () => [orders.total.value, orders.days.all.value.get(day)?.total];
  const requested = await loaded({
    [NEWEST]: () => pageOf([anOrder(2), anOrder(1)], '/older'),
    [daysLike({})]: counted(70, 84),
    [ofTheDay({})]: counted(71, 85.2),
  });
  expect(figures()).toEqual([70, 84]);
  await feed.says(['order_created', anOrder(3)]);
  await feed.says(['order_completed', anOrder(3, 'completed', { version: 2 })]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([figures(), requested.filter(path => path === ofTheDay({}))]).toEqual([[71, 85.2], [ofTheDay({})]]);
});

test('they are those of the filter', async ({ orders, loaded }) => {
  const filter = { status: 'failed' as const };
  await loaded({
    [NEWEST]: () => pageOf([anOrder(1)]),
    [daysLike({})]: counted(2, 1.2),
    [ordersLike(filter, 50)]: () => pageOf([anOrder(2, 'failed')]),
    [daysLike(filter)]: counted(1, 0),
  });
  orders.filterBy(filter);
  expect(orders.total.value).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  expect(orders.total.value).toBe(1);
});

test('after a gap in the events they are loaded again', async ({ feed, orders, loaded }) => {
  let count = 1;
  await loaded({ [NEWEST]: () => pageOf([anOrder(1)]), [daysLike({})]: () => counted(count++, 1.2)() });
  await feed.says(['reset', {}]);
  expect(orders.total.value).toBe(2);
});

test('days as old as the last row are known, and no older ones are asked for', async ({ orders, loaded }) => {
  const days = Array.from({ length: 31 }, (_, n) => ({ day: dayOf(new Date(Date.UTC(2026, 0, 1, 12) - n * 86_400_000).toISOString()), orders: 1, total: 1 }));
  const all = { headers: { 'X-Total-Count': '100' } };
  const older = daysLike({}, { from: -Infinity, before: Date.parse(`${days.at(-1)!.day}T00:00`) });
  const requested = await loaded({
    [NEWEST]: () => pageOf([anOrder(1)], '/older'),
    '/older': () => pageOf([anOrder(0, 'completed', { created_at: '2025-11-01T12:00:00.000Z' })]),
    [daysLike({})]: () => Response.json(days, all),
    [older]: () => Response.json([{ day: '2025-11-01', orders: 69, total: 69 }], all),
  });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requested).not.toContain(older);
  await orders.loadOlder();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([orders.days.all.value.get('2025-11-01')?.orders, orders.total.value]).toEqual([69, 100]);
});

import { signal, type Signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../live/stream';
import { daysLike } from '../server/api';
import { playedServer } from '../server/testing';
import type { Order, OrderDay, OrderFilter } from '../server/types';
import { dayOf } from '../format/day';
import { Days } from './days';
import { anOrder } from './testing';

const HOUR = 3_600_000;
const ALL: OrderFilter = {};

let connection: Signal<Connection>;
let days: Days;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('TZ', 'Europe/Berlin');
  connection = signal({ state: 'live', since: 0 });
  days = new Days(connection);
  days.seen.value = true;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** Each as its day, count and sum. */
const shown = () => [...days.all.value.values()].map(({ day, orders, total }) => `${day} ${orders} ${total}`).sort().reverse();

const aDay = (day: string, orders: number): OrderDay => ({ day, orders, total: orders * 10 });

const answer = (total: number, ...all: OrderDay[]) => Response.json(all, { headers: { 'X-Total-Count': String(total) } });

/** As many as the server tells at once, the newest of which is named. */
const fullAnswer = (total: number, newest: string, orders = 1) =>
  answer(total, ...Array.from({ length: 31 }, (_, n) => aDay(dayOf(new Date(Date.parse(`${newest}T12:00`) - n * 24 * HOUR).toISOString()), orders)));

const created = (at: string, changes: Partial<Order> = {}) => anOrder(1, 'pending', { created_at: at, ...changes });

const range = (from: string, before: string) => ({ from: Date.parse(from), before: Date.parse(before) });

const NOVEMBER_27 = range('2026-11-26T23:00:00Z', '2026-11-27T23:00:00Z');

/** Loads all days and resolves with the paths that are requested from then on. */
async function loaded(filter: OrderFilter, first: () => unknown, responses: Record<string, () => unknown> = {}) {
  playedServer({ [daysLike(filter)]: first });
  days.reload(filter);
  await passes(0);
  return playedServer(responses);
}

const passes = (millis: number) => vi.advanceTimersByTimeAsync(millis);

test('all days are loaded by the calendar of the browser', async () => {
  const requested = playedServer({ [daysLike(ALL)]: () => answer(25, aDay('2026-11-27', 23), aDay('2026-11-25', 2)) });
  expect(days.total.value).toBeUndefined();
  days.reload(ALL);
  await passes(0);
  expect(requested).toEqual(['/api/payment/orders/days?zone=Europe%2FBerlin']);
  expect([shown(), days.total.value]).toEqual([['2026-11-27 23 230', '2026-11-25 2 20'], 25]);
});

test('an order is of the local day, also of a short one and of a long one', async () => {
  expect(['2026-11-26T22:59:59.999Z', '2026-11-26T23:00:00.000Z'].map(dayOf)).toEqual(['2026-11-26', '2026-11-27']);
  const short = daysLike(ALL, range('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'));
  const long = daysLike(ALL, range('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'));
  const requested = await loaded(ALL, () => answer(0), { [short]: () => answer(0), [long]: () => answer(0) });
  days.follow([created('2026-03-29T12:00:00Z')]);
  await passes(1_000);
  days.follow([created('2026-10-25T12:00:00Z')]);
  await passes(1_000);
  expect(requested).toEqual([short, long]);
});

test('the day of an order that changes is counted again, once for all that happens at a time', async () => {
  const requested = await loaded(ALL, () => answer(3, aDay('2026-11-27', 1), aDay('2026-11-25', 2)), {
    [daysLike(ALL, NOVEMBER_27)]: () => answer(3, { day: '2026-11-27', orders: 3, total: 20 }),
  });
  await passes(5_000);
  for (const at of ['10', '11', '12']) days.follow([created(`2026-11-27T${at}:00:00Z`)]);
  expect(requested).toEqual([]);
  await passes(200);
  expect(requested).toHaveLength(1);
  expect([shown(), days.total.value]).toEqual([['2026-11-27 3 20', '2026-11-25 2 20'], 5]);
});

test('while nobody sees the list, nothing is counted; then all that has changed, at once', async () => {
  const requested = await loaded(ALL, () => answer(1, aDay('2026-11-27', 1)), { [daysLike(ALL, NOVEMBER_27)]: () => answer(3, aDay('2026-11-27', 3)) });
  await passes(5_000);
  days.seen.value = false;
  for (const at of ['10', '11']) {
    days.follow([created(`2026-11-27T${at}:00:00Z`)]);
    await passes(5_000);
  }
  expect(requested).toEqual([]);
  days.seen.value = true;
  await passes(5_000);
  expect([requested.length, shown()]).toEqual([1, ['2026-11-27 3 30']]);
});

test('however many events there are, there is one request a second, and the last one counts', async () => {
  let orders = 0;
  const requested = await loaded(ALL, () => answer(0), { [daysLike(ALL, NOVEMBER_27)]: () => answer(0, aDay('2026-11-27', orders)) });
  for (let n = 0; n < 100; n++) {
    orders++;
    days.follow([created('2026-11-27T10:00:00Z')]);
    await passes(50);
  }
  expect(requested.length).toBeLessThanOrEqual(5);
  await passes(1_000);
  expect([shown(), days.total.value]).toEqual([['2026-11-27 100 1000'], 100]);
  const sofar = requested.length;
  await passes(60_000);
  expect(requested).toHaveLength(sofar);
});

test('days that lie apart are counted again together, and one that has no orders any more is gone', async () => {
  const both = range('2026-11-24T23:00:00Z', '2026-11-27T23:00:00Z');
  await loaded({ status: 'pending' }, () => answer(6, aDay('2026-11-27', 1), aDay('2026-11-25', 2), aDay('2026-11-01', 3)), {
    [daysLike({ status: 'pending' }, both)]: () => answer(1, aDay('2026-11-27', 1)),
  });
  days.follow([created('2026-11-25T10:00:00Z', { status: 'completed' }), created('2026-11-27T10:00:00Z')]);
  await passes(1_000);
  expect([shown(), days.total.value]).toEqual([['2026-11-27 1 10', '2026-11-01 3 30'], 4]);
});

test('an order that does not fit the filter, whatever its status, changes nothing', async () => {
  const requested = await loaded({ product_id: 'p2', q: 'huber' }, () => answer(0));
  days.follow([created('2026-11-27T10:00:00Z', { reference: 'Huber' })]);
  await passes(5_000);
  expect(requested).toEqual([]);
});

test('days as old as the oldest order of the list are loaded, 31 with each request', async () => {
  const november = '2026-10-27T23:00:00Z';
  const october = '2026-09-26T22:00:00Z';
  const requested = await loaded(ALL, () => fullAnswer(500, '2026-11-27'), {
    [daysLike(ALL, { from: -Infinity, before: Date.parse(november) })]: () => fullAnswer(469, '2026-10-27'),
    [daysLike(ALL, { from: -Infinity, before: Date.parse(october) })]: () => answer(438, aDay('2026-01-01', 438)),
  });
  days.reach(created('2026-10-28T10:00:00Z'));
  await passes(5_000);
  expect(requested).toEqual([]);
  days.reach(created('2026-09-01T10:00:00Z'));
  await passes(5_000);
  expect(requested).toHaveLength(2);
  expect([shown().length, shown().at(-1), days.total.value]).toEqual([63, '2026-01-01 438 4380', 500]);
  days.reach(created('2025-09-01T10:00:00Z'));
  await passes(5_000);
  expect(requested).toHaveLength(2);
});

test('a change of so old an order that its day is not known counts everything again', async () => {
  let total = 500;
  const requested = await loaded({ status: 'completed' }, () => fullAnswer(total, '2026-11-27'), {
    [daysLike({ status: 'completed' })]: () => fullAnswer(total, '2026-11-27'),
  });
  total--;
  days.follow([created('2026-01-01T10:00:00Z', { status: 'refunded' })]);
  await passes(1_000);
  expect([requested.length, days.total.value, shown().length]).toEqual([1, 499, 31]);
});

test('changes of more days than the server tells at once are counted in several requests', async () => {
  const requested = await loaded(ALL, () => answer(40, aDay('2026-11-27', 20), aDay('2026-10-01', 20)), {
    [daysLike(ALL, range('2026-09-30T22:00:00Z', '2026-11-27T23:00:00Z'))]: () => fullAnswer(0, '2026-11-27', 2),
    [daysLike(ALL, range('2026-09-30T22:00:00Z', '2026-10-27T23:00:00Z'))]: () => answer(0, aDay('2026-10-01', 5)),
  });
  days.follow([created('2026-11-27T10:00:00Z'), created('2026-10-01T10:00:00Z')]);
  await passes(3_000);
  expect([requested.length, days.total.value, shown().at(-1)]).toEqual([2, 67, '2026-10-01 5 50']);
});

test('while the desk is offline nothing is requested, and then what has changed before', async () => {
  const requested = await loaded(ALL, () => answer(1, aDay('2026-11-27', 1)), {
    [daysLike(ALL, NOVEMBER_27)]: () => answer(0, aDay('2026-11-27', 2)),
  });
  days.follow([created('2026-11-27T10:00:00Z')]);
  connection.value = { state: 'offline', since: 0 };
  days.follow([created('2026-11-27T11:00:00Z')]);
  await passes(60_000);
  expect(requested).toEqual([]);
  connection.value = { state: 'live', since: 0 };
  await passes(200);
  expect([requested.length, shown()]).toEqual([1, ['2026-11-27 2 20']]);
});

test('a request that fails is sent again, ever more rarely, whatever happens meanwhile', async () => {
  const requested = await loaded(ALL, () => answer(1, aDay('2026-11-27', 1)));
  for (let n = 0; n < 20; n++) {
    days.follow([created('2026-11-27T10:00:00Z')]);
    await passes(100);
  }
  await passes(5_000);
  expect(requested).toHaveLength(3);
  playedServer({ [daysLike(ALL, NOVEMBER_27)]: () => answer(0, aDay('2026-11-27', 21)) });
  await passes(30_000);
  expect(shown()).toEqual(['2026-11-27 21 210']);
});

test('an order that changes while its day is counted is counted once more', async () => {
  const respond: ((response: Response) => void)[] = [];
  await loaded(ALL, () => answer(1, aDay('2026-11-27', 1)), {
    [daysLike(ALL, NOVEMBER_27)]: () => new Promise(resolve => respond.push(resolve)),
  });
  days.follow([created('2026-11-27T10:00:00Z')]);
  await passes(1_000);
  days.follow([created('2026-11-27T11:00:00Z')]);
  respond[0]!(answer(0, aDay('2026-11-27', 2)));
  await passes(1_000);
  respond[1]!(answer(0, aDay('2026-11-27', 3)));
  await passes(0);
  expect([respond.length, shown(), days.total.value]).toEqual([2, ['2026-11-27 3 30'], 3]);
});

test('another filter drops what is known, and an answer that comes late', async () => {
  const respond: ((response: Response) => void)[] = [];
  const late = () => new Promise(resolve => respond.push(resolve));
  playedServer({ [daysLike(ALL)]: late, [daysLike({ q: 'tea' })]: late });
  days.reload(ALL);
  await passes(0);
  days.reload({ q: 'tea' });
  respond[0]!(answer(9, aDay('2026-11-27', 9)));
  await passes(0);
  expect([shown(), days.total.value]).toEqual([[], undefined]);
  respond[1]!(answer(1, aDay('2026-11-25', 1)));
  await passes(0);
  expect([shown(), days.total.value]).toEqual([['2026-11-25 1 10'], 1]);
});

test('after a gap in the events everything is counted again, and shown as it was until then', async () => {
  await loaded(ALL, () => answer(2, aDay('2026-11-27', 1), aDay('2026-11-25', 1)), { [daysLike(ALL)]: () => answer(4, aDay('2026-11-27', 4)) });
  days.reload(ALL);
  expect([shown().length, days.total.value]).toEqual([2, 2]);
  await passes(0);
  expect([shown(), days.total.value]).toEqual([['2026-11-27 4 40'], 4]);
});

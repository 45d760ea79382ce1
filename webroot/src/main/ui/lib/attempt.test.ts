import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from './api';
import { Attempts } from './attempt';

const two = { product_id: 'p1', quantity: 2 };
const three = { product_id: 'p1', quantity: 3 };

let kept: Map<string, string>;
let used: string[];

const attempts = (name = 'orders', refusalsAreReplayed = false) =>
  new Attempts(name, refusalsAreReplayed, {
    getItem: name => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  });
const succeed = async (key: string) => used.push(key);
const fail = (status: number) => async (key: string) => {
  used.push(key);
  throw new ProblemError('', status);
};
const tryAndFail = (tried: Attempts, what: object, status = 504) => tried.run(what, fail(status)).catch(() => {});

beforeEach(() => {
  kept = new Map();
  used = [];
});
afterEach(() => vi.unstubAllGlobals());

test('what is tried again has the same key, also after the page was loaded anew', async () => {
  await tryAndFail(attempts(), { ...two });
  await attempts().run(two, succeed);
  expect(used[1]).toBe(used[0]);
});

test('also when another thing was done in between', async () => {
  await tryAndFail(attempts(), two);
  await attempts().run(three, succeed);
  await attempts().run(two, succeed);
  expect(used[1]).not.toBe(used[0]);
  expect(used[2]).toBe(used[0]);
});

test('after a success the same is done anew', async () => {
  await attempts().run(two, succeed);
  await attempts().run(two, succeed);
  expect(used[1]).not.toBe(used[0]);
});

test('a refused one keeps its key where the server may still say yes, and loses it where the refusal is replayed', async () => {
  await tryAndFail(attempts(), two, 409);
  await tryAndFail(attempts(), two, 409);
  expect(used[1]).toBe(used[0]);
  await tryAndFail(attempts('stock', true), two, 409);
  await tryAndFail(attempts('stock', true), two, 504);
  await tryAndFail(attempts('stock', true), two, 0);
  expect(used[3]).not.toBe(used[2]);
  expect(used[4]).toBe(used[3]);
});

test('things of different kinds have different keys', async () => {
  await tryAndFail(attempts('orders'), two);
  await tryAndFail(attempts('stock'), two);
  expect(used[1]).not.toBe(used[0]);
});

test('keys are made without randomUUID too', async () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) });
  await attempts().run(two, succeed);
  expect(used[0]).toMatch(/^[0-9a-f]{32}$/);
});

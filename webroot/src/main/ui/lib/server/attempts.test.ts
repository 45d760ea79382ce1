import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arrive, welcomeAll } from '../access/session';
import { Attempts } from './attempts';
import { ProblemError } from './problem';

const two = { product_id: 'p1', quantity: 2 };
const three = { product_id: 'p1', quantity: 3 };

let kept: Map<string, string>;
let used: string[];

const attempts = (name = 'orders') =>
  new Attempts(name, {
    getItem: name => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  });
const succeed = async (key: string) => used.push(key);
const fail = async (key: string) => {
  used.push(key);
  throw new ProblemError('', 504);
};
const tryAndFail = (tried: Attempts, what: object) => tried.run(what, fail).catch(() => {});

beforeEach(() => {
  kept = new Map();
  used = [];
});
afterEach(() => vi.unstubAllGlobals());

test('a retry has the same key, even after a reload of the page', async () => {
  await tryAndFail(attempts(), { ...two });
  await attempts().run(two, succeed);
  expect(used[1]).toBe(used[0]);
});

test('a retry has the same key, even after another request in between', async () => {
  await tryAndFail(attempts(), two);
  await attempts().run(three, succeed);
  await attempts().run(two, succeed);
  expect(used[1]).not.toBe(used[0]);
  expect(used[2]).toBe(used[0]);
});

test('after a success, the same request has a new key', async () => {
  await attempts().run(two, succeed);
  await attempts().run(two, succeed);
  expect(used[1]).not.toBe(used[0]);
});

test('a request that was given up has a new key, unless giving up is undone', async () => {
  await tryAndFail(attempts(), two);
  const undo = attempts().giveUp();
  await tryAndFail(attempts(), three);
  undo();
  await tryAndFail(attempts(), two);
  attempts().giveUp();
  await attempts().run(two, succeed);
  expect(used[2]).toBe(used[0]);
  expect(used[3]).not.toBe(used[0]);
});

test('requests of different kinds have different keys', async () => {
  await tryAndFail(attempts('orders'), two);
  await tryAndFail(attempts('stock'), two);
  expect(used[1]).not.toBe(used[0]);
});

test('keys are made even without randomUUID', async () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) });
  await attempts().run(two, succeed);
  expect(used[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('each user has keys of their own, and finds them again', async () => {
  const as = (name: string) => arrive({ name, scopes: [] });
  as('Clara');
  await tryAndFail(attempts(), two);
  as('Max');
  await tryAndFail(attempts(), two);
  as('Clara');
  await attempts().run(two, succeed);
  welcomeAll();
  await attempts().run(two, succeed);
  expect(used[2]).toBe(used[0]);
  expect(new Set(used).size).toBe(3);
});

test('what is done when another user has logged in is done for the one who sent it', async () => {
  arrive({ name: 'Clara', scopes: [] });
  await attempts().run(two, async key => {
    used.push(key);
    arrive({ name: 'Max', scopes: [] });
  });
  arrive({ name: 'Clara', scopes: [] });
  await attempts().run(two, succeed);
  expect(used[1]).not.toBe(used[0]);
  welcomeAll();
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Attempts } from './attempt';

const two = { product_id: 'p1', quantity: 2 };
const three = { product_id: 'p1', quantity: 3 };

let kept: Map<string, string>;
const attempts = () =>
  new Attempts({ getItem: name => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) });

beforeEach(() => {
  kept = new Map();
});
afterEach(() => vi.unstubAllGlobals());

test('the same order tried again keeps its key', () => {
  expect(attempts().keyFor({ ...two })).toBe(attempts().keyFor(two));
});

test('also when another order was tried in between', () => {
  const tried = attempts();
  const key = tried.keyFor(two);
  const other = tried.keyFor(three);
  expect(other).not.toBe(key);
  tried.succeeded(three);
  expect(tried.keyFor(two)).toBe(key);
});

test('after a success the same order is a new one', () => {
  const tried = attempts();
  const key = tried.keyFor(two);
  tried.succeeded(two);
  expect(tried.keyFor(two)).not.toBe(key);
});

test('keys are made without randomUUID too', () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) });
  expect(attempts().keyFor(two)).toMatch(/^[0-9a-f]{32}$/);
});

import { afterEach, expect, test, vi } from 'vitest';
import { Attempt } from './attempt';

const two = { product_id: 'p1', quantity: 2 };
const three = { product_id: 'p1', quantity: 3 };

afterEach(() => vi.unstubAllGlobals());

test('the same order tried again keeps its key', () => {
  const attempt = new Attempt();
  expect(attempt.keyFor({ ...two })).toBe(attempt.keyFor(two));
});

test('another order gets another key', () => {
  const attempt = new Attempt();
  expect(attempt.keyFor(three)).not.toBe(attempt.keyFor(two));
});

test('after a success the same order is a new one', () => {
  const attempt = new Attempt();
  const key = attempt.keyFor(two);
  attempt.succeeded();
  expect(attempt.keyFor(two)).not.toBe(key);
});

test('keys are made without randomUUID too', () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) });
  expect(new Attempt().keyFor(two)).toMatch(/^[0-9a-f]{32}$/);
});

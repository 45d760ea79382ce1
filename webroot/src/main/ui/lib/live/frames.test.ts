import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { perFrame } from './frames';
import { playBrowser } from './testing';

beforeEach(playBrowser);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('items that arrive before a frame are handled together, once', async () => {
  const handle = vi.fn();
  const add = perFrame(handle);
  add([1]);
  add([2, 3]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(handle.mock.calls).toEqual([[[1, 2, 3]]]);
});

test('items are handled even in a tab that is hidden before its frame is painted', async () => {
  vi.stubGlobal('requestAnimationFrame', () => {});
  const handle = vi.fn();
  perFrame(handle)([1]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(handle.mock.calls).toEqual([[[1]]]);
});

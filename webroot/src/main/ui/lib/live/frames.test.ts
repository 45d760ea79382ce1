import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { perFrame } from './frames';
import { playBrowser } from './testing';

beforeEach(playBrowser);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what comes before a frame is handled together, once', async () => {
  const handle = vi.fn();
  const hear = perFrame(handle);
  hear([1]);
  hear([2, 3]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(handle.mock.calls).toEqual([[[1, 2, 3]]]);
});

test('in a tab that is hidden before its frame is painted, it is handled all the same', async () => {
  vi.stubGlobal('requestAnimationFrame', () => {});
  const handle = vi.fn();
  perFrame(handle)([1]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(handle.mock.calls).toEqual([[[1]]]);
});

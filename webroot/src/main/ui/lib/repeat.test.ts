import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeatWhileVisible } from './repeat';

let tab: EventTarget & { hidden: boolean };

const turnTab = (hidden: boolean) => {
  tab.hidden = hidden;
  tab.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  tab = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', tab);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('runs at once, then every second, until it is stopped', async () => {
  const action = vi.fn(async () => {});
  const stop = repeatWhileVisible(action);
  await vi.advanceTimersByTimeAsync(2000);
  expect(action).toHaveBeenCalledTimes(3);
  stop();
  turnTab(false);
  await vi.advanceTimersByTimeAsync(2000);
  expect(action).toHaveBeenCalledTimes(3);
});

test('rests while the tab is hidden and catches up when it is looked at', async () => {
  const action = vi.fn(async () => {});
  const stop = repeatWhileVisible(action);
  turnTab(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(action).toHaveBeenCalledTimes(1);
  turnTab(false);
  expect(action).toHaveBeenCalledTimes(2);
  stop();
});

test('waits for a slow run instead of starting another', async () => {
  let finish = () => {};
  const action = vi.fn(() => new Promise<void>(resolve => (finish = resolve)));
  const stop = repeatWhileVisible(action);
  await vi.advanceTimersByTimeAsync(5000);
  expect(action).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(1000);
  expect(action).toHaveBeenCalledTimes(2);
  stop();
});

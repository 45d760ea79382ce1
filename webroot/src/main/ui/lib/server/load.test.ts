import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Load } from './load';
import { ProblemError } from './problem';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a failure is reported, and the load retried until it succeeds', async () => {
  const action = vi.fn().mockRejectedValueOnce(new ProblemError('away')).mockRejectedValueOnce(new ProblemError('still')).mockResolvedValue(undefined);
  const load = new Load(action);
  await load.run();
  expect([load.done.value, load.failure.value?.message, load.running.value]).toEqual([false, 'away', false]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(load.failure.value?.message).toBe('still');
  await vi.advanceTimersByTimeAsync(2_000);
  expect([load.done.value, load.failure.value]).toEqual([true, undefined]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(action).toHaveBeenCalledTimes(3);
});

test('requests made while a load is in flight are followed by one more load', async () => {
  const finishes: (() => void)[] = [];
  const action = vi.fn(() => new Promise<void>(resolve => finishes.push(resolve)));
  const load = new Load(action);
  void load.run();
  void load.run();
  void load.run();
  finishes[0]!();
  await vi.advanceTimersByTimeAsync(0);
  finishes[1]!();
  await vi.advanceTimersByTimeAsync(0);
  expect(action).toHaveBeenCalledTimes(2);
  expect(load.running.value).toBe(false);
});

test('a load is not retried when the server has no such thing, or once it is stopped', async () => {
  const missing = vi.fn().mockRejectedValue(new ProblemError('none', 404));
  await new Load(missing).run();
  const away = vi.fn().mockRejectedValue(new ProblemError('away'));
  const [failed, inFlight] = [new Load(away), new Load(away)];
  await failed.run();
  failed.stop();
  void inFlight.run();
  inFlight.stop();
  await vi.advanceTimersByTimeAsync(100_000);
  expect([missing.mock.calls.length, away.mock.calls.length]).toEqual([1, 2]);
});

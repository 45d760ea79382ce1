import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dismissAll, toasts } from '../messages/toast';
import { Deletions, UNDO_MILLIS } from './deletions';
import { aProduct } from './testing';

const tea = aProduct('tea', { name: 'Tea' });
const salt = aProduct('salt', { name: 'Salt' });

let requested: { path: string; keepalive?: boolean }[];
let status: number;
let removed: string[];
let deletions: Deletions;

const hidden = () => [...deletions.ids.value];
const messages = () => toasts.value.map(({ text }) => text);
const act = (name: string) => toasts.value.find(({ action }) => action?.name === name)!.action!.run();

beforeEach(() => {
  vi.useFakeTimers();
  dismissAll();
  requested = [];
  removed = [];
  status = 204;
  vi.stubGlobal('fetch', async (path: string, { method, keepalive }: RequestInit) => {
    expect(method).toBe('DELETE');
    requested.push({ path, keepalive });
    return status === 204 ? new Response(null, { status }) : Response.json({ detail: 'Redis is away.', request_id: 'r-1' }, { status });
  });
  deletions = new Deletions({ remove: id => removed.push(id) });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a product is hidden at once, and deleted when this is not undone in time', async () => {
  deletions.delete(tea);
  expect([hidden(), messages(), requested]).toEqual([['tea'], ['Tea is deleted.'], []]);
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS - 1);
  expect(requested).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(requested).toEqual([{ path: '/api/inventory/products/tea', keepalive: false }]);
  expect([hidden(), messages(), removed]).toEqual([[], [], ['tea']]);
});

test('an undone deletion is never sent', async () => {
  deletions.delete(tea);
  deletions.delete(salt);
  act('Undo');
  expect(hidden()).toEqual(['salt']);
  expect(deletions.undo()).toBe('salt');
  expect(deletions.undo()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect([hidden(), requested, removed]).toEqual([[], [], []]);
});

test('a product that is deleted twice is deleted once', async () => {
  deletions.delete(tea);
  deletions.delete(tea);
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect(requested).toHaveLength(1);
});

test('when the page is closed, all deletions are sent at once, and outlive it', async () => {
  deletions.delete(tea);
  deletions.delete(salt);
  deletions.finishAll();
  await vi.advanceTimersByTimeAsync(0);
  expect(requested).toEqual([
    { path: '/api/inventory/products/tea', keepalive: true },
    { path: '/api/inventory/products/salt', keepalive: true },
  ]);
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect(requested).toHaveLength(2);
});

test('a product that the server does not delete is shown again, with an error and a retry', async () => {
  status = 503;
  deletions.delete(tea);
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect([hidden(), removed, messages()]).toEqual([[], [], ['Tea is not deleted. Redis is away.']]);
  expect(toasts.value[0]!.requestId).toBe('r-1');
  status = 204;
  await act('Retry');
  expect([hidden(), removed]).toEqual([[], ['tea']]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arrive, asking, welcomeAll } from '../access/session';
import { announcement, dismissAll, toasts, UNDO_MILLIS } from '../messages/toast';
import { Deletions } from './deletions';
import { aProduct } from './testing';

const as = (name: string) => arrive({ name, scopes: [] });
const tea = aProduct('tea', { name: 'Tea' });
const salt = aProduct('salt', { name: 'Salt' });

let requested: { path: string; keepalive?: boolean }[];
let status: number;
let removed: string[];
let deletions: Deletions;
let lookedAt: object | null;

const marked = () => [...deletions.ids.value];
const messages = () => toasts.value.map(({ text }) => text);
const act = (name: string) => toasts.value.find(({ action }) => action?.name === name)!.action!.run();

beforeEach(() => {
  vi.useFakeTimers();
  dismissAll();
  requested = [];
  removed = [];
  status = 204;
  lookedAt = null;
  vi.stubGlobal('document', { querySelector: () => lookedAt });
  vi.stubGlobal('fetch', async (path: string, { method, keepalive }: RequestInit) => {
    expect(method).toBe('DELETE');
    requested.push({ path, keepalive });
    return status === 204 ? new Response(null, { status }) : Response.json({ detail: 'Redis is away.', request_id: 'r-1' }, { status });
  });
  deletions = new Deletions({ remove: id => removed.push(id) });
});

afterEach(() => {
  welcomeAll();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a product is marked at once, and deleted when this is not undone in time', async () => {
  deletions.delete(tea);
  expect([marked(), messages(), requested]).toEqual([['tea'], ['Tea will be deleted.'], []]);
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS - 1);
  expect(requested).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(requested).toEqual([{ path: '/api/inventory/products/tea', keepalive: false }]);
  expect([marked(), messages(), removed]).toEqual([[], [], ['tea']]);
  expect(announcement.value.trim()).toBe('Tea is deleted.');
});

test('an undone deletion is never sent', async () => {
  deletions.delete(tea);
  deletions.delete(salt);
  act('Undo');
  expect(marked()).toEqual(['salt']);
  expect(deletions.undo()).toBe('salt');
  expect(deletions.undo()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect([marked(), requested, removed]).toEqual([[], [], []]);
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

test('a product that the server does not delete is no longer marked, and there is an error and a retry', async () => {
  status = 503;
  deletions.delete(tea);
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect([marked(), removed, messages()]).toEqual([[], [], ['Tea is not deleted. Redis is away.']]);
  expect(toasts.value[0]!.requestId).toBe('r-1');
  status = 204;
  await act('Retry');
  expect([marked(), removed]).toEqual([[], ['tea']]);
});

test('nothing is deleted while somebody looks at the message, and a moment is left afterwards', async () => {
  deletions.delete(tea);
  lookedAt = {};
  await vi.advanceTimersByTimeAsync(5 * UNDO_MILLIS);
  expect([requested, messages()]).toEqual([[], ['Tea will be deleted.']]);
  lookedAt = null;
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect([removed, messages()]).toEqual([['tea'], []]);
});

test('nothing is deleted in the name of whoever has logged in since, unless they want it', async () => {
  as('Clara');
  deletions.delete(tea);
  deletions.delete(salt);
  as('Max');
  await vi.advanceTimersByTimeAsync(UNDO_MILLIS);
  expect([requested, marked(), removed]).toEqual([[], [], []]);
  expect(messages()[0]).toMatch(/^Tea is not deleted. Clara sent this;/);
  await act('Retry');
  expect(removed).toEqual(['tea']);
});

test('nothing is deleted in the name of another user when the page is left, either', async () => {
  as('Clara');
  deletions.delete(tea);
  as('Max');
  await deletions.finishAll();
  expect([requested, marked()]).toEqual([[], []]);
});

test('when the page is left, nobody is asked to log in for what cannot be deleted any more', async () => {
  status = 401;
  as('Clara');
  deletions.delete(tea);
  await deletions.finishAll();
  expect([asking.value, requested.length, marked(), removed]).toEqual([false, 1, [], []]);
});

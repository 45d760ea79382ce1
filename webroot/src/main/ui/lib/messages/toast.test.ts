import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from '../server/problem';
import { announce, announcement, complain, dismissAll, say, sayUndoable, shownToasts, toasts } from './toast';

const texts = () => toasts.value.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { querySelector: () => null });
});
afterEach(() => {
  vi.unstubAllGlobals();
  dismissAll();
  vi.useRealTimers();
});

test('a success is shown for a moment, an error until it is dismissed', () => {
  complain(new ProblemError('It failed.', 500, { request_id: 'r-1' }));
  say('It is done.');
  expect(texts()).toEqual(['It failed.', 'It is done.']);
  vi.advanceTimersByTime(6_000);
  expect(toasts.value).toMatchObject([{ text: 'It failed.', requestId: 'r-1' }]);
});

test('an action that can be undone is shown for as long as it can', () => {
  const undo = vi.fn();
  const dismiss = say('Tea deleted.', { action: { name: 'Undo', run: undo }, millis: 8_000 });
  vi.advanceTimersByTime(7_000);
  toasts.value[0]!.action!.run();
  expect(undo).toHaveBeenCalledOnce();
  dismiss();
  expect(texts()).toEqual([]);
});

test('many errors do not fill the screen', () => {
  for (let n = 1; n <= 9; n++) complain(new Error(String(n)));
  expect(texts()).toEqual(['5', '6', '7', '8', '9']);
});

test('of mere information only the last is shown; errors and what can be undone stay', () => {
  complain(new Error('It failed.'));
  sayUndoable('Tea will be deleted.', () => {});
  for (let n = 1; n <= 5; n++) say(String(n));
  expect(texts()).toEqual(['It failed.', 'Tea will be deleted.', '5']);
});

test('the newest is shown, and no other covers what can be undone', () => {
  const shown = () => shownToasts.value.map(({ text }) => text);
  complain(new Error('It failed.'));
  sayUndoable('Form cleared.', () => {});
  expect(shown()).toEqual(['Form cleared.']);
  complain(new Error('No such product.'));
  expect(shown()).toEqual(['Form cleared.', 'No such product.']);
  vi.advanceTimersByTime(8_000);
  expect(shown()).toEqual(['No such product.']);
});

test('a repeated announcement is a different text, so that it is read out again', () => {
  announce('1 Tea added.');
  const first = announcement.value;
  announce('1 Tea added.');
  expect([announcement.value === first, announcement.value.trim()]).toEqual([false, '1 Tea added.']);
});

test('a complaint says what can be done about it', () => {
  complain(new Error('Gone.'), () => {}, 'Load the page anew');
  complain(new Error('Away.'), () => {});
  expect(toasts.value.map(({ action }) => action?.name)).toEqual(['Load the page anew', 'Retry']);
});

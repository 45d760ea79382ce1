import { afterEach, expect, test, vi } from 'vitest';
import { Live } from './live';

const answers = (...answers: Promise<Response>[]) => {
  const fetch = vi.fn(() => answers.shift()!);
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
const rows = (...names: string[]) => Promise.resolve(Response.json(names));
const away = () => Promise.reject<Response>(new TypeError('Failed to fetch'));

afterEach(() => vi.unstubAllGlobals());

test('what was known stays while the server is away, and heals', async () => {
  const live = new Live<string[]>('Rows', '/rows');
  answers(rows('old'), away(), rows('new'));
  await live.refresh();
  await live.refresh();
  expect(live.data.value).toEqual(['old']);
  expect(live.failure.value).toBe('The server does not answer.');
  await live.refresh();
  expect(live.data.value).toEqual(['new']);
  expect(live.failure.value).toBeUndefined();
});

test('an answer overtaken by a later request is dropped', async () => {
  const live = new Live<string[]>('Rows', '/rows');
  let answerLate = (_: Response) => {};
  answers(new Promise(resolve => (answerLate = resolve)), rows('new'));
  const slow = live.refresh();
  await live.refresh();
  answerLate(Response.json(['old']));
  await slow;
  expect(live.data.value).toEqual(['new']);
});

test('what never changes is asked for until it is known', async () => {
  const live = new Live<string[]>('Rows', '/rows', false);
  const fetch = answers(away(), rows('once'));
  await live.refresh();
  await live.refresh();
  await live.refresh();
  expect(live.data.value).toEqual(['once']);
  expect(fetch).toHaveBeenCalledTimes(2);
});

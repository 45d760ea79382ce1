import { beforeEach, expect, test } from 'vitest';
import { heedFirstClicks } from './clicks';

let page: EventTarget;
let done: string[];
let now: number;

const things = new Map<string, object>();
const thing = (name: string) => things.get(name) ?? things.set(name, { name, closest: () => thing(name) }).get(name)!;

/** @returns whether the browser does what it does by itself */
const send = (type: string, on: string, members: object) => {
  const event = new Event(type, { cancelable: true });
  Object.entries({ timeStamp: now, clientX: 10, clientY: 10, detail: 1, target: thing(on), ...members }).forEach(([name, value]) =>
    Object.defineProperty(event, name, { value }),
  );
  page.dispatchEvent(event);
  return !event.defaultPrevented;
};

const click = (on: string, { after = 0, ...members }: { after?: number; detail?: number; clientX?: number } = {}) => {
  now += after;
  send('mousedown', on, members);
  return send('click', on, members);
};

beforeEach(() => {
  page = new EventTarget();
  done = [];
  now = 1_000;
  heedFirstClicks(page);
  page.addEventListener('click', event => done.push((event.target as unknown as { name: string }).name));
});

test('the second half of a double click does nothing', () => {
  expect(click('delete A')).toBe(true);
  expect(click('delete A', { after: 120, detail: 2 })).toBe(false);
  click('delete A', { after: 120, detail: 3 });
  expect(done).toEqual(['delete A']);
});

test('nor does what has slid under the pointer meanwhile, even if the browser counts two clicks', () => {
  click('delete A');
  click('delete B', { after: 120 });
  click('delete A', { after: 120 });
  expect(done).toEqual(['delete A', 'delete A']);
});

test('what is somewhere else, or clicked later, is another wish', () => {
  click('delete A');
  click('delete B', { after: 120, clientX: 40 });
  click('delete C', { after: 900 });
  expect(done).toEqual(['delete A', 'delete B', 'delete C']);
});

test.each(['keydown', 'input', 'popstate'])('%s between two clicks makes them two wishes', name => {
  click('edit A');
  send(name, 'field', {});
  click('edit A again', { after: 120 });
  expect(done).toEqual(['edit A', 'edit A again']);
});

test('a click by keyboard counts even after a double click', () => {
  click('delete A');
  click('delete A', { after: 120, detail: 2 });
  send('click', 'delete B', { detail: 0 });
  expect(done).toEqual(['delete A', 'delete B']);
});

test('Enter that is held down counts once', () => {
  const enters: boolean[] = [];
  page.addEventListener('keydown', event => enters.push((event as KeyboardEvent).repeat));
  send('keydown', 'form', { key: 'Enter', repeat: false });
  expect(send('keydown', 'form', { key: 'Enter', repeat: true })).toBe(false);
  send('keydown', 'form', { key: 'a', repeat: true });
  expect(enters).toEqual([false, true]);
});

import { effect } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import { Collection } from './collection';

interface Thing {
  id: string;
  version: number;
}

let things: Collection<Thing>;

const thing = (id: string, version = 1): Thing => ({ id, version });
const shown = () => things.rows.value.map(({ value }) => `${value.id}${value.version}`);

beforeEach(() => {
  things = new Collection<Thing>();
});

test('the highest version wins, whatever the order of arrival', () => {
  things.put([thing('a', 3), thing('b', 1), thing('a', 2)]);
  things.put([thing('b', 2), thing('a', 1)]);
  expect(shown()).toEqual(['a3', 'b2']);
});

test('a change notifies the subscribers of the row, and no others', () => {
  things.put([thing('a'), thing('b')]);
  const [list, a, b] = [vi.fn(), vi.fn(), vi.fn()];
  effect(() => list(things.rows.value));
  effect(() => a(things.get('a')!.value));
  effect(() => b(things.get('b')!.value));
  things.put([thing('a', 2)]);
  expect([list, a, b].map(subscriber => subscriber.mock.calls.length)).toEqual([1, 2, 1]);
});

test('a removed item does not come back with an older response', () => {
  things.put([thing('a'), thing('b')]);
  things.remove(['a']);
  things.put([thing('a', 2)]);
  expect(shown()).toEqual(['b1']);
});

test('a forgotten item may come back', () => {
  things.put([thing('a')]);
  things.forget(['a']);
  things.put([thing('a')]);
  expect(shown()).toEqual(['a1']);
});

test('a load replaces what was known before it, and removes what neither it nor an event has brought', () => {
  things.put([thing('kept', 5), thing('restored', 9), thing('gone', 1)]);
  things.beginLoad();
  things.put([thing('new', 1), thing('kept', 7)]);
  things.put([thing('kept', 6), thing('restored', 2)]);
  expect(shown()).toEqual(['kept7', 'restored2', 'gone1', 'new1']);
  things.finishLoad();
  expect(shown()).toEqual(['kept7', 'restored2', 'new1']);
});

test('a server that has lost changes is believed, whichever of its values arrives first', () => {
  things.put([thing('event first', 9), thing('page first', 9), thing('deleted', 9)]);
  things.remove(['deleted']);
  things.beginLoad();
  things.put([thing('event first', 4)]);
  things.put([thing('event first', 3), thing('page first', 3), thing('deleted', 3)]);
  things.put([thing('page first', 4)]);
  things.finishLoad();
  expect(shown()).toEqual(['event first4', 'page first4', 'deleted3']);
});

test('what is removed during a load does not come back with one of its pages', () => {
  things.beginLoad();
  things.remove(['a']);
  things.put([thing('a'), thing('b')]);
  things.finishLoad();
  expect(shown()).toEqual(['b1']);
});

test('a thousand changes to ten thousand items take less than a frame', () => {
  things.put(Array.from({ length: 10_000 }, (_, n) => thing(String(n))));
  const took = [2, 3, 4, 5, 6].map(version => {
    const changes = Array.from({ length: 1_000 }, (_, n) => thing(String(n * 7), version));
    const before = performance.now();
    things.put(changes);
    return performance.now() - before;
  });
  // The fastest run, because the machine may be busy with something else for a moment.
  expect(Math.min(...took)).toBeLessThan(16);
});

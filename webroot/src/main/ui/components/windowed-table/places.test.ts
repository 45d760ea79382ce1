import { expect, test } from 'vitest';
import { Places } from './places';

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

test('without groups, rows stand below each other', () => {
  const places = new Places(100, [], 32, 36);
  expect([places.topOf(0), places.topOf(99), places.at(0), places.at(31), places.at(32), places.at(1e9)]).toEqual([0, 99 * 32, 0, 0, 1, 99]);
});

test('each group has a heading above its first row', () => {
  const places = new Places(6, [0, 2, 5], 32, 36);
  expect(indexes(6).map(index => places.topOf(index))).toEqual([36, 68, 136, 168, 200, 268]);
  expect(indexes(6).map(index => places.headingsAbove(index))).toEqual([1, 1, 2, 2, 2, 3]);
  expect(indexes(6).map(index => places.at(places.topOf(index)))).toEqual(indexes(6));
  expect([places.at(0), places.at(101), places.at(231), places.at(267)]).toEqual([0, 1, 4, 4]);
});

test('nothing is at any height of an empty table', () => {
  expect(new Places(0, [], 32, 36).at(500)).toBe(0);
});

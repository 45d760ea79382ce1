import { beforeEach, expect, test } from 'vitest';
import { anOrder } from './testing';
import { MAX_ROWS, OrderWindow } from './window';

let list: OrderWindow;

const everything = () => true;
const numbers = () => list.rows.value.map(({ value }) => value.number);
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => anOrder(first + n));
const state = () => [list.next, list.more.value];

beforeEach(() => {
  list = new OrderWindow();
});

test('a page moves the horizon, and an order beyond it would leave a gap', () => {
  list.addPage({ rows: [anOrder(9), anOrder(8)], next: '/older' });
  list.arrange(everything, true);
  expect([numbers(), ...state()]).toEqual([['9', '8'], '/older', true]);
  expect([anOrder(7), anOrder(8), anOrder(10)].map(order => list.reaches(order))).toEqual([false, false, true]);
  list.addPage({ rows: [anOrder(7)] });
  expect([...state(), list.reaches(anOrder(1))]).toEqual([undefined, false, true]);
});

test('only an order that is newer than every row comes above them', () => {
  expect(list.startsBelow(anOrder(1))).toBe(true);
  list.put(range(3, 5));
  list.arrange(everything, true);
  expect([4, 5, 6].map(at => list.startsBelow(anOrder(at)))).toEqual([false, false, true]);
});

test('the order that is meant comes first, however old it is, and moves no horizon', () => {
  list.addPage({ rows: [anOrder(1), anOrder(9), anOrder(8)], next: '/older' }, '1');
  list.arrange(everything, true, '1');
  expect(numbers()).toEqual(['1', '9', '8']);
  expect([4, 8, 10].map(at => list.reaches(anOrder(at)))).toEqual([false, false, true]);
  expect([4, 9, 10].map(at => list.startsBelow(anOrder(at)))).toEqual([false, false, true]);
  list.addPage({ rows: [anOrder(1)], next: '/older' }, '1');
  expect([4, 10].map(at => list.reaches(anOrder(at)))).toEqual([false, true]);
});

test('an empty page that has a next one moves no horizon', () => {
  list.addPage({ rows: [anOrder(9), anOrder(8)], next: '/older' });
  list.addPage({ rows: [], next: '/oldest' });
  expect([...state(), list.reaches(anOrder(7)), list.reaches(anOrder(9))]).toEqual(['/oldest', true, false, true]);
});

test('an order that is not shown is kept anyway', () => {
  list.put(range(1, 3));
  list.arrange(({ number }) => number !== '2', true);
  expect(numbers()).toEqual(['3', '1']);
  list.arrange(everything, true);
  expect(numbers()).toEqual(['3', '2', '1']);
});

test('surplus rows are dropped, and the horizon moves up to the last one that is left', () => {
  list.addPage({ rows: range(1, MAX_ROWS).reverse() });
  list.put([anOrder(MAX_ROWS + 1)]);
  list.arrange(everything, true);
  expect([numbers().length, numbers().at(-1), list.more.value]).toEqual([MAX_ROWS, '2', true]);
  expect([list.get('o1'), list.reaches(anOrder(1))]).toEqual([undefined, false]);
});

test('the page beyond the old horizon is no longer the next one when the horizon has moved up', () => {
  list.addPage({ rows: range(1, MAX_ROWS).reverse(), next: '/older' });
  list.put([anOrder(MAX_ROWS + 1)]);
  list.arrange(everything, true);
  expect(state()).toEqual([undefined, true]);
});

test('no row is dropped unless the list may be trimmed', () => {
  list.put(range(1, MAX_ROWS + 1));
  list.arrange(everything, false);
  expect([numbers().length, numbers().at(-1), list.more.value]).toEqual([MAX_ROWS + 1, '1', false]);
});

test('with more orders than the list has room for, those that are not shown are dropped', () => {
  list.put(range(1, MAX_ROWS + 1));
  list.arrange(({ number }) => number !== '1', true);
  expect([numbers().length, list.more.value, list.get('o1')]).toEqual([MAX_ROWS, false, undefined]);
});

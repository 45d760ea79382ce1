import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Product } from '../server/types';
import { byNeed, needIn } from './need';
import { aProduct } from './testing';

const low = (name: string, quantity: number, low_stock_at: number | null) => aProduct(name, { name, quantity, low_stock_at, low_stock: true });

const inOrder = (...products: Product[]) => {
  const rows = products.map(product => signal(product));
  return byNeed(rows, needIn(rows)).map(row => row.peek().name);
};

test('first comes what is none, then what has least of its limit left, then what is not low', () => {
  const plenty = aProduct('plenty', { name: 'plenty', quantity: 1 });
  expect(inOrder(plenty, low('half', 10, 20), low('full', 3, 3), low('none', 0, 100), low('tenth', 10, 100))).toEqual(['none', 'tenth', 'half', 'full', 'plenty']);
});

test('the limit of the shop is taken to be the most that is low without one of its own', () => {
  expect(inOrder(low('five', 5, null), low('own', 6, 10), low('two', 2, null))).toEqual(['two', 'own', 'five']);
});

test('those that need the same are in the order of their names', () => {
  expect(inOrder(low('c', 0, 5), low('A', 0, null), low('b', 0, 7))).toEqual(['A', 'b', 'c']);
});

test('what is low at none only is not divided by its limit', () => {
  expect(needIn([])(low('a', 0, 0))).toBe(0);
});

import { expect, test } from 'vitest';
import { Collection } from '../live/collection';
import type { Product } from '../server/types';
import { readPasted } from './pasted-lines';

const NAMES = ['Apfelsaft naturtrüb, 0,75 l', 'Apfelsaft, 12 × 0,7 l', '2 in 1 Shampoo', 'Toner 26A', 'Weizenmehl Type 550', '4x4 Reifen'];
const products = new Collection<Product>();
products.put(NAMES.map((name, n) => ({ id: String(n), name, version: 1 }) as Product));
const paste = (text: string) =>
  readPasted(text, products.rows.peek()).map(line => ('product' in line ? `${line.units} ${line.product.name}` : `${line.text}: ${line.why}`));

test('of pasted lines those count that surely mean a product and a number', () => {
  expect(paste('12 apfelsaft naturtrüb\r\n\n- 3x shampoo\n1) 5 toner\n* 2 Reifen')).toEqual([
    '12 Apfelsaft naturtrüb, 0,75 l',
    '3 2 in 1 Shampoo',
    '5 Toner 26A',
    '2 4x4 Reifen',
  ]);
  expect(paste('12 apfelsaft\n4 cola\nToner\n550 weizenmehl')).toEqual(['12 apfelsaft: several', '4 cola: none', 'Toner: uncounted', '550 weizenmehl: doubtful']);
});

test('of a sheet the first cell with letters is the product, and the first whole number how many', () => {
  expect(paste('Toner\t12\n12\tToner\nToner\t1,39\t4\tx')).toEqual(['12 Toner 26A', '12 Toner 26A', '4 Toner 26A']);
  expect(paste('Toner\t1.5')).toEqual(['Toner\t1.5: none']);
});

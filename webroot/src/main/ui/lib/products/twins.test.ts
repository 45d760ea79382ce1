import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { aProduct } from './testing';
import { namedLike } from './twins';

const rows = ['Tea', 'tea', 'Tea, green', 'Thé'].map(name => signal(aProduct(name, { name })));
const found = (name: string) => namedLike(name, rows).map(product => product.name);

test('a name is the same whatever its case, its accents and the spaces around it', () => {
  expect(found(' TEA ')).toEqual(['Tea', 'tea']);
  expect(found('the')).toEqual(['Thé']);
});

test('a part of a name, and none, is no name', () => {
  expect(found('Te')).toEqual([]);
  expect(found('  ')).toEqual([]);
});

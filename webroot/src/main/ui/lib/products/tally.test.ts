import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { Collection } from '../live/collection';
import { Tally } from './tally';
import { aProduct } from './testing';

function begun() {
  const tally = new Tally();
  return { tally, products: new Collection(tally) };
}

test('what is low is known after each change, removal and load', () => {
  const { tally, products } = begun();
  products.put([aProduct('a', { low_stock: true }), aProduct('b')]);
  expect([...tally.low.value]).toEqual(['a']);
  products.put([aProduct('b', { low_stock: true, version: 2 }), aProduct('a', { version: 2 })]);
  expect([...tally.low.value]).toEqual(['b']);
  products.remove(['b']);
  expect(tally.low.value.size).toBe(0);
  products.put([aProduct('c', { low_stock: true })]);
  products.beginLoad();
  products.put([aProduct('a', { version: 2 })]);
  products.finishLoad();
  expect(tally.low.value.size).toBe(0);
});

test('nobody is told of what is low if that stays the same', () => {
  const { tally, products } = begun();
  products.put([aProduct('a', { low_stock: true })]);
  let told = 0;
  effect(() => {
    void tally.low.value;
    told++;
  });
  products.put([aProduct('a', { low_stock: true, quantity: 3, version: 2 })]);
  expect(told).toBe(1);
});

test('the worth is exact: of free and held units, however many and dear', () => {
  const { tally, products } = begun();
  products.put([aProduct('a', { price: 9_999_999.99, quantity: 1_000_000_000 }), aProduct('b', { price: 0.01, quantity: 1, held: 2 })]);
  expect(tally.worth.value).toBe(999_999_999_000_000_000n + 3n);
  products.put([aProduct('b', { price: 0.02, quantity: 0, held: 2, version: 2 })]);
  expect(tally.worth.value).toBe(999_999_999_000_000_000n + 4n);
  products.remove(['a']);
  expect(tally.worth.value).toBe(4n);
});

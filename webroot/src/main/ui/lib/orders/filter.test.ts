import { expect, test } from 'vitest';
import type { Order, OrderFilter } from '../server/types';
import { fits } from './filter';
import { anOrder } from './testing';

const order = anOrder(42, 'completed', { reference: 'PO-17' });

test.each<[string, OrderFilter, Order, boolean]>([
  ['everything, without a filter', {}, order, true],
  ['its status', { status: 'completed' }, order, true],
  ['another status', { status: 'pending' }, order, false],
  ['a product in one of its lines', { product_id: 'p1' }, order, true],
  ['a product in none of its lines', { product_id: 'p2' }, order, false],
  ['its number', { q: '42' }, order, true],
  ['its number with a sign', { q: '#42' }, order, true],
  ['its number in words', { q: 'no. 42' }, order, true],
  ['its number after a word', { q: ' Order #42 ' }, order, true],
  ['a part of its number', { q: '4' }, order, false],
  ['a part of its reference, in any case', { q: 'po-1' }, order, true],
  ['words of its reference, in any order', { q: '17 po' }, order, true],
  ['its reference without accents', { q: 'mueller' }, anOrder(1, 'completed', { reference: 'Müller' }), true],
  ['another reference', { q: 'PO 18' }, order, false],
  ['a reference, when it has none', { q: 'PO' }, anOrder(1), false],
  ['one thing that fits and one that does not', { status: 'completed', product_id: 'p2' }, order, false],
])('%s', (_, filter, order, expected) => expect(fits(filter, order)).toBe(expected));

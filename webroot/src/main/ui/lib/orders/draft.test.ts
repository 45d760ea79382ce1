import { beforeEach, expect, test } from 'vitest';
import { Draft, MAX_QUANTITY, parseQuantity, QUANTITY_PATTERN } from './draft';

const tea = { id: 'p1', name: 'Tea', price: 2.5 };
const coffee = { id: 'p2', name: 'Coffee', price: 8.99 };

let draft: Draft;

const shown = () => draft.lines.value.map(({ name, quantity }) => `${quantity} ${name}`);
const short = ({ id, name }: typeof tea, available: number) => ({ product_id: id, name, requested: 9, available });

beforeEach(() => {
  draft = new Draft();
  draft.add(tea, 3);
  draft.add(coffee, 1);
});

test('lines stay in the order of entry, and units of the same product are added up', () => {
  draft.add(tea, 2);
  expect(shown()).toEqual(['5 Tea', '1 Coffee']);
});

test('a line keeps the price that the clerk has seen first, until another one is agreed to', () => {
  const prices = () => draft.lines.value.map(({ price }) => price);
  draft.add({ ...tea, price: 3 }, 1);
  expect(prices()).toEqual([250, 899]);
  draft.accept(new Map([['p1', 300]]));
  expect(prices()).toEqual([300, 899]);
});

test('the form has what was entered; an empty reference is left out', () => {
  draft.setQuantity('p2', '007');
  draft.setReference('  ');
  const lines = [
    { product_id: 'p1', quantity: 3 },
    { product_id: 'p2', quantity: 7 },
  ];
  expect(draft.form).toEqual({ lines });
  draft.setReference(' PO 7 ');
  expect(draft.form).toEqual({ lines, reference: 'PO 7' });
});

test('short lines are reduced to what is available, and removed if that is nothing; a line with less stays as it is', () => {
  draft.reduce([short(tea, 2)]);
  expect(shown()).toEqual(['2 Tea', '1 Coffee']);
  draft.reduce([short(tea, 5), short(coffee, 0)]);
  expect(shown()).toEqual(['2 Tea']);
});

test('filling and clearing can be undone', () => {
  const undo = draft.fill({ lines: [], reference: 'PO 9' });
  expect([shown(), draft.reference.value, draft.dirty.value]).toEqual([[], 'PO 9', true]);
  draft.clear();
  expect(draft.dirty.value).toBe(false);
  undo();
  expect([shown(), draft.reference.value]).toEqual([['3 Tea', '1 Coffee'], '']);
});

test.each([
  ['1', 1],
  ['012', 12],
  ['1000000', MAX_QUANTITY],
  ['1000001', undefined],
  ['0', undefined],
  ['', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['1e3', undefined],
])('"%s" is the quantity %s, also for the pattern of a field', (text, units) => {
  expect(parseQuantity(text)).toBe(units);
  expect(new RegExp(`^(?:${QUANTITY_PATTERN})$`).test(text)).toBe(units !== undefined);
});

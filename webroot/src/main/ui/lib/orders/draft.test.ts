import { beforeEach, expect, test } from 'vitest';
import { ProblemError } from '../server/problem';
import type { Order } from '../server/types';
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
  const undoClearing = draft.clear();
  expect(draft.dirty.value).toBe(false);
  expect(undoClearing()).toBe(draft);
  expect([shown(), draft.reference.value]).toEqual([[], 'PO 9']);
  draft.fill(undo().content.peek());
  expect([shown(), draft.reference.value]).toEqual([['3 Tea', '1 Coffee'], '']);
});

test.each([
  ['something else was entered', (draft: Draft) => draft.setReference('PO 10')],
  ['something else is half typed', (draft: Draft) => (draft.entry.text.value = 'te')],
  ['it is in flight', (draft: Draft) => (draft.sent.value = { form: '{}', at: 0 })],
])('what was cleared comes back as a draft of its own if %s', (_, change) => {
  const undo = draft.clear();
  change(draft);
  const now = draft.state.peek();
  const cleared = undo();
  expect(cleared).not.toBe(draft);
  expect(draft.state.peek()).toEqual(now);
  expect(cleared.lines.peek().map(({ name }) => name)).toEqual(['Tea', 'Coffee']);
});

test('clearing gives up the attempts to place it, unless it is undone', () => {
  const form = JSON.stringify(draft.form);
  draft.keepKey(form, 'k-1');
  draft.sent.value = { form, at: 0 };
  draft.entry.pick(tea);
  const undo = draft.clear();
  expect([draft.keyOf(form), draft.sent.value, draft.entry.isEmpty.value, draft.isBlank.value]).toEqual([undefined, undefined, true, true]);
  draft.keepKey('another', 'k-2');
  expect(undo()).toBe(draft);
  expect([draft.keyOf(form), draft.keyOf('another'), draft.sent.value?.form, draft.entry.product]).toEqual(['k-1', 'k-2', form, 'p1']);
});

test('it keeps the keys of the last eight forms', () => {
  for (let n = 1; n <= 9; n++) draft.keepKey(`form ${n}`, `k-${n}`);
  expect([draft.keyOf('form 1'), draft.keyOf('form 2'), draft.keyOf('form 9')]).toEqual([undefined, 'k-2', 'k-9']);
  draft.forgetKey('form 9');
  expect(draft.keyOf('form 9')).toBeUndefined();
});

test('an attempt for a form that has changed since is no trouble, and its key is kept', () => {
  const form = JSON.stringify(draft.form);
  draft.keepKey(form, 'k-1');
  draft.sent.value = { form, at: 0 };
  draft.setReference('another');
  const kept = new Draft();
  kept.restore(draft.state.value);
  expect([kept.trouble.value, kept.mayBePlaced.value, kept.keyOf(form)]).toEqual([undefined, false, 'k-1']);
});

test('that it was not placed is said only of a draft where that is sure', () => {
  const order = { id: 'o1' } as Order;
  const content = draft.content.value;
  expect(draft.outcome.value).toBeUndefined();
  draft.placing.value = true;
  expect(draft.outcome.value).toBe('placing');
  draft.placing.value = false;
  draft.trouble.value = new ProblemError('', 409);
  expect(draft.outcome.value).toBe('refused');
  draft.mayBePlaced.value = true;
  expect(draft.outcome.value).toBe('unknown');
  draft.forgetTrouble();
  draft.before.value = { order, content };
  expect([draft.outcome.value, draft.placedBefore.value]).toEqual(['before', order]);
  draft.setReference('one more');
  expect([draft.outcome.value, draft.placedBefore.value]).toEqual([undefined, undefined]);
});

test('a product is picked for as long as its name stands in the field', () => {
  const { entry } = draft;
  entry.pick(tea);
  expect(entry.product).toBe('p1');
  entry.text.value = 'Te';
  expect([entry.product, entry.state]).toEqual(['', { text: 'Te', product: '', quantity: '1' }]);
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

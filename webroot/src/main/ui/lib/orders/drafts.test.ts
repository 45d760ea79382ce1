import { beforeEach, expect, test } from 'vitest';
import { Drafts } from './drafts';

const tea = { id: 'p1', name: 'Tea', price: 2.5 };

let drafts: Drafts;

const numbers = () => drafts.all.value.map(({ number }) => number);
const active = () => drafts.active.value;

/** Begins an order of that reference and leaves it in the form. */
function enter(reference: string) {
  drafts.begin();
  active().setReference(reference);
  return active();
}

beforeEach(() => {
  drafts = new Drafts();
});

test('the next free number begins a new draft, others begin none', () => {
  enter('A');
  expect(drafts.next.value).toBe(2);
  expect(drafts.open(3)).toBe(false);
  expect(drafts.open(2)).toBe(true);
  expect([numbers(), active().number, active().isBlank.value]).toEqual([[1, 2], 2, true]);
});

test('as long as the form is empty, there is nothing to begin', () => {
  expect([drafts.next.value, drafts.open(2), drafts.begin()]).toEqual([undefined, false, true]);
  expect(numbers()).toEqual([1]);
});

test('an empty draft is gone once another one is shown; one with half a line stays', () => {
  enter('A');
  drafts.open(2);
  drafts.open(1);
  expect(numbers()).toEqual([1]);
  drafts.open(2);
  active().entry.text.value = 'te';
  drafts.open(1);
  expect(numbers()).toEqual([1, 2]);
});

test('drafts keep their numbers, and the lowest one that is free is the next', () => {
  const [a] = [enter('A'), enter('B'), enter('C')];
  drafts.close(a);
  expect([numbers(), drafts.next.value]).toEqual([[2, 3], 1]);
  enter('D');
  expect(numbers()).toEqual([1, 2, 3]);
});

test('a draft that is done leaves an empty one in the form, not another order', () => {
  enter('A');
  const b = enter('B');
  drafts.close(b);
  expect([numbers(), active().number, active().isBlank.value]).toEqual([[1, 2], 2, true]);
});

test('a parked draft that is done leaves the form alone', () => {
  const a = enter('A');
  const b = enter('B');
  drafts.close(a);
  expect([numbers(), active()]).toEqual([[2], b]);
});

test('a draft that is done leaves what is half typed, and nothing else', () => {
  const a = enter('A');
  a.entry.pick(tea);
  a.entry.type('12');
  const b = enter('B');
  drafts.close(a);
  expect([numbers(), active()]).toEqual([[1, 2], b]);
  const [rest] = drafts.all.value;
  expect([rest!.reference.value, rest!.entry.state]).toEqual(['', { text: 'Tea', product: 'p1', quantity: '12' }]);
});

test('there are nine', () => {
  [...'ABCDEFGHI'].forEach(enter);
  expect([numbers(), drafts.next.value, drafts.begin()]).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9], undefined, false]);
});

test('clearing is undone wherever the clerk is by then', () => {
  const a = enter('A');
  a.add(tea, 3);
  enter('B');
  drafts.open(1);
  const undo = a.clear();
  drafts.open(2);
  expect(numbers()).toEqual([2]);
  enter('C');
  expect(drafts.bringBack(undo())).toBe(true);
  expect([numbers(), active(), a.lines.value.length]).toEqual([[1, 2, 3], a, 1]);
  expect(drafts.all.value.map(({ reference }) => reference.value)).toEqual(['C', 'B', 'A']);
});

test('what was cleared does not come back while there are nine others, and can be brought back later', () => {
  const undo = enter('A').clear();
  [...'BCDEFGHIJ'].forEach(enter);
  expect(drafts.bringBack(undo())).toBe(false);
  expect(drafts.all.value.map(({ reference }) => reference.value)).toEqual([...'BCDEFGHIJ']);
  drafts.close(active());
  expect([drafts.bringBack(undo()), active().reference.value]).toEqual([true, 'A']);
});

import { expect, test } from 'vitest';
import { counted, findCounted, isDoubtful, isPastedList } from './counted';

test.each([
  ['12 apfelsaft', 12, 'apfelsaft', false],
  ['12x apfelsaft', 12, 'apfelsaft', true],
  ['12 x apfelsaft', 12, 'apfelsaft', true],
  ['12X Apfelsaft', 12, 'Apfelsaft', true],
  ['12×apfelsaft', 12, 'apfelsaft', true],
  [' 12 * apfelsaft trüb ', 12, 'apfelsaft trüb', true],
  ['3 7up', 3, '7up', false],
  ['12 xylophone', 12, 'xylophone', false],
  ['1000000 nails', 1_000_000, 'nails', false],
])('%s is a number of units of something', (text, units, words, signed) => expect(counted(text)).toEqual({ units, words, signed }));

test.each(['', '12', '12 ', '7up', '26a toner', '4x4 tyre', '0 apfelsaft', '1000001 nails', '1.5 apfelsaft', '1,200 apfelsaft', '-3 apfelsaft', 'apfelsaft 12', 'apfelsaft'])(
  '%s is none',
  text => expect(counted(text)).toBeUndefined(),
);

const NAMES = ['Apfelsaft naturtrüb, 0,75 l', 'Apfelsaft, 12 × 0,7 l', '7up, 1 l', '2 in 1 Shampoo', 'Shampoo', 'Toner 26A', 'Weizenmehl Type 550', '4x4 Reifen'];
const find = (text: string) => {
  const { rows, whole, count } = findCounted(NAMES, name => name, text);
  return { rows, whole, units: count?.units };
};

test('a number in front is how many, also where a name has it elsewhere', () => {
  expect(find('12 apfelsaft')).toEqual({ rows: ['Apfelsaft, 12 × 0,7 l', 'Apfelsaft naturtrüb, 0,75 l'], whole: 0, units: 12 });
  expect(find('12x apfelsaft natur')).toEqual({ rows: ['Apfelsaft naturtrüb, 0,75 l'], whole: 0, units: 12 });
});

test('a product whose name begins with the number comes first, and the number is a part of it', () => {
  expect(find('2 in 1 sha')).toEqual({ rows: ['2 in 1 Shampoo'], whole: 1, units: 2 });
  expect(find('2 shampoo')).toEqual({ rows: ['2 in 1 Shampoo', 'Shampoo'], whole: 1, units: 2 });
  expect(find('7up')).toEqual({ rows: ['7up, 1 l'], whole: 1, units: undefined });
  expect(find('3 7up')).toEqual({ rows: ['7up, 1 l'], whole: 0, units: 3 });
  expect(find('4x4')).toEqual({ rows: ['4x4 Reifen'], whole: 1, units: undefined });
});

test('what is found only by the whole text is found', () => {
  expect(find('26a toner')).toEqual({ rows: ['Toner 26A'], whole: 1, units: undefined });
  expect(find('75 0,75')).toEqual({ rows: ['Apfelsaft naturtrüb, 0,75 l'], whole: 0, units: 75 });
  expect(find('12 cola').rows).toEqual([]);
});

test('a number that is in the name, too, is in doubt unless a sign or the name says that it is how many', () => {
  const doubtful = (text: string, name: string) => isDoubtful(counted(text)!, name);
  expect(doubtful('550 weizenmehl', 'Weizenmehl Type 550')).toBe(true);
  expect(doubtful('550x weizenmehl', 'Weizenmehl Type 550')).toBe(false);
  expect(doubtful('550 weizenmehl 550', 'Weizenmehl Type 550')).toBe(false);
  expect(doubtful('12 apfelsaft', 'Apfelsaft naturtrüb, 0,75 l')).toBe(false);
  expect(doubtful('5 weizenmehl', 'Weizenmehl Type 550')).toBe(false);
});

test('what has more than one line, or cells of a sheet, is a list', () => {
  expect(['a\tb', 'a\nb', 'a b\n', 'a b'].map(isPastedList)).toEqual([true, true, false, false]);
});

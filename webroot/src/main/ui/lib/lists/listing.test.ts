import { expect, test } from 'vitest';
import { isOutOfOrder, marked, matcher, nextSort, prepareToMatch, ranked, sorted } from './listing';

test('texts are sorted as people sort them, numbers by size, up and down', () => {
  const names = ['tea 10', 'Tea 9', 'ärger', 'Zebra', 'apple'];
  expect(sorted(names, name => name, false)).toEqual(['apple', 'ärger', 'tea 10', 'Tea 9', 'Zebra'].sort(new Intl.Collator(undefined, { numeric: true }).compare));
  expect(sorted([10, 9, 100], n => n, true)).toEqual([100, 10, 9]);
});

test.each([
  ['tea', ['Tea', 'Téa 2', 'Tea chest', 'Black tea', 'Teapot', 'Steam']],
  ['weizenmehl 550', ['Weizenmehl Type 550', 'Bio-Hof Grünwald Weizenmehl Type 550', 'Weizenmehl Type 5500']],
  ['toner 26a', ['Toner 26A', 'Müller Toner 26A', 'Toner 26AX']],
  ['schraube m6 20', ['Schraube M6 × 20, 200 St.', 'Bio-Hof Grünwald Schraube M6 × 20', 'Schraube M6 × 40, 200 St.']],
  ['mueller', ['Müller', 'A mueller', 'A Müller & Söhne']],
  ['green tea', ['Green tea', 'Green tea of the house', 'Tea, green']],
])('for "%s" the most likely name comes first', (query, names) => {
  expect(ranked([...names].reverse(), name => name, query)).toEqual(names);
});

test('without a query, names stay in order', () => {
  expect(ranked(['b', 'a'], name => name, ' ')).toEqual(['b', 'a']);
});

test('equal rows keep their order', () => {
  const rows = [
    { name: 'b', n: 1 },
    { name: 'a', n: 1 },
  ];
  expect(sorted(rows, ({ n }) => n, true)).toEqual(rows);
});

test.each([
  [[1, 2, 3], false, false],
  [[1, 2, 9], false, false],
  [[1, 9, 3], false, true],
  [[5, 2, 3], false, true],
  [[3, 2, 1], true, false],
  [[3, 0, 1], true, true],
])('whether %s (descending: %s) is out of order after a change: %s', (now, descending, old) => {
  expect(isOutOfOrder(descending ? [3, 2, 1] : [1, 2, 3], now, descending)).toBe(old);
});

test('a header sorts up, then down, then up', () => {
  const up = nextSort(undefined, 'name');
  const down = nextSort(up, 'name');
  expect([up.descending, down.descending, nextSort(down, 'name').descending]).toEqual([false, true, false]);
  expect(nextSort(down, 'price')).toEqual({ column: 'price', descending: false });
});

interface Usage {
  /** In microseconds. */
  user: number;
}
declare const process: { cpuUsage(since?: Usage): Usage };

test('ten thousand names are filtered within a tenth of a second at each keystroke', () => {
  const names = Array.from({ length: 10_000 }, (_, n) => `Crème product ${(n * 7919) % 10_000}, box of ${n % 12}`);
  const byName = sorted(names, name => name, false);
  prepareToMatch(names);
  for (const query of ['c', 'cr', 'cre', 'creme', 'creme 9']) {
    const millis = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      expect(ranked(byName.filter(matcher(query)), name => name, query).length).toBeGreaterThan(0);
      return process.cpuUsage(before).user / 1_000;
    });
    expect(Math.min(...millis)).toBeLessThan(100); // of this process alone, because the machine may be busy
  }
});

test('the words of a query are marked where they stand, as they are spelled there', () => {
  expect(marked('Weizenmehl Type 550', 'weiz 550')).toEqual(['', 'Weiz', 'enmehl Type ', '550']);
  expect(marked('Große Käse', 'gross kaese')).toEqual(['', 'Groß', 'e ', 'Käse']);
  expect(marked('Große Käse', 'kase')).toEqual(['Große ', 'Käse']);
  expect(marked('Ø 20 × 120', '20')).toEqual(['Ø ', '20', ' × 120']);
  expect(marked('120', '20')).toEqual(['1', '20']);
  expect(marked('Tea', 'tea mint')).toEqual(['Tea']);
  expect(marked('Tea', '')).toEqual(['Tea']);
});

import { expect, test } from 'vitest';
import { beginOf, dayAfter, dayOf } from './day';

test('a moment has a local day, and a day begins at local midnight', () => {
  expect(dayOf(new Date(2026, 0, 9, 23, 59, 59))).toBe('2026-01-09');
  expect(beginOf('2026-01-09')).toEqual(new Date(2026, 0, 9));
  expect(beginOf('2026-02-28', 1)).toEqual(new Date(2026, 2, 1));
});

test('days are counted across months and years', () => {
  expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1), dayAfter('2026-11-27', -6)]).toEqual(['2027-01-01', '2026-02-28', '2026-11-21']);
});

test.each(['', 'today', '2026-02-30', '2026-13-01', '26-01-01'])('"%s" is no day', text => expect(beginOf(text)).toBeUndefined());

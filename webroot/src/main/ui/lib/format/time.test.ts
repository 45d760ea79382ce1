import { expect, test } from 'vitest';
import { dayName, moment, onDay, timeOfDay } from './time';

const noon = new Date(2026, 10, 24, 12, 5, 9);

test('a time has a day unless it is today', () => {
  const evening = new Date(2026, 10, 24, 23, 0, 0);
  expect(moment(noon, evening)).not.toContain('2026');
  expect(moment(noon, new Date(2026, 10, 25, 1, 0, 0))).toContain('2026');
});

test('a time of day is as short as it can be', () => {
  expect(timeOfDay(noon)).toMatch(/^12[:.]05/);
  expect(timeOfDay(noon)).not.toContain('09');
  expect(timeOfDay(noon.toISOString())).toBe(timeOfDay(noon.getTime()));
});

test('a day has its weekday, and its year if it is another one', () => {
  expect(dayName(noon, noon)).toMatch(/^Tue,? .*24/);
  expect(dayName(noon, noon)).not.toContain('2026');
  expect(dayName(noon, new Date(2027, 0, 1))).toContain('2026');
  expect(onDay(noon)).toMatch(/Tue.*2026, 12[:.]05/);
});

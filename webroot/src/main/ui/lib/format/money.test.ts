import { expect, test } from 'vitest';
import { formatCents, parseCents, plainAmount, toCents, whyNoPrice } from './money';

test.each([
  [0, 0],
  [12.5, 1250],
  [0.29, 29],
  [1.15, 115],
  [4.35, 435],
  [9_999_999.99, 999_999_999],
  [9_999_999_999.99, 999_999_999_999],
])('%d is %d cents', (amount, cents) => expect(toCents(amount)).toBe(cents));

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [123_456, '1,234.56'],
  [999_999_999_999, '9,999,999,999.99'],
])('%d cents read %s', (cents, text) => expect(formatCents(cents)).toBe(text));

test.each([
  ['12.5', 1250],
  ['12,50', 1250],
  [' 7 ', 700],
  ['0.05', 5],
  ['', undefined],
  ['1.250,00', 125_000],
  ['1,250.00', 125_000],
  ['1.250.000', 125_000_000],
  ['1 250', 125_000],
  ['1\u202f250,5', 125_050],
  ["1'250.50", 125_050],
  ['9.999.999,99', 999_999_999],
  ['1.234', undefined],
  ['1,234', undefined],
  ['1.250.00', undefined],
  ['1.25.000', undefined],
  ['12.50,00', undefined],
  ['1,250.000', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['.', undefined],
])('"%s" as typed is %s cents', (text, cents) => expect(parseCents(text)).toBe(cents));

test.each([
  ['', 'Write it like 1250.00'],
  ['1.250', 'Write it like 1250.00 or 1.25'],
  ['12,340', 'Write it like 12340.00 or 12.34'],
  ['1.255', 'Write it like 1250.00'],
  ['1250', ''],
])('what to write instead of "%s": %s', (text, words) => expect(whyNoPrice(text)).toBe(words));

test('a field shows an amount as it is sent', () => {
  expect([0, 5, 1250, 999_999_999].map(plainAmount)).toEqual(['0.00', '0.05', '12.50', '9999999.99']);
});

test('an amount is shown with its currency', () => {
  expect(formatCents(1250, 'EUR')).toMatch(/€/);
  expect(formatCents(1250, 'JPY')).toMatch(/12\.50/);
});

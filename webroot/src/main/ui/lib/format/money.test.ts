import { expect, test } from 'vitest';
import { formatCents, parseCents, plainAmount, priceOrder, toCents } from './money';

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
  ['1.234', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['.', undefined],
])('what is typed as "%s" is %s cents', (text, cents) => expect(parseCents(text)).toBe(cents));

test('a field shows an amount as the server takes it', () => {
  expect([0, 5, 1250, 999_999_999].map(plainAmount)).toEqual(['0.00', '0.05', '12.50', '9999999.99']);
});

test('the currency of the shop is shown', () => {
  expect(formatCents(1250, 'EUR')).toMatch(/€/);
  expect(formatCents(1250, 'JPY')).toMatch(/12\.50/);
});

test('several lines are summed before the fee is taken', () => {
  const lines = [
    { price: 3, quantity: 5 },
    { price: 2, quantity: 1 },
  ];
  expect(priceOrder(lines, 0.15)).toEqual({ sum: 17, fee: 3, total: 20 });
});

test('the fee counts every unit', () => {
  expect(priceOrder([{ price: 1250, quantity: 4 }], 0.2)).toEqual({ sum: 5000, fee: 1000, total: 6000 });
});

test.each([
  [2, 0.2, 0],
  [3, 0.2, 1],
  [1, 0.5, 1],
  [250, 0.0018, 0],
  [250, 0.002, 1],
  [10_000, 0.0001, 1],
  [100, 0.145, 15],
  [100, 1.005, 101],
  [1000, 0.0725, 73],
  [1000, 0, 0],
])('the fee of %d cents at %d is %d', (cents, rate, fee) => expect(priceOrder([{ price: cents, quantity: 1 }], rate).fee).toBe(fee));

test('the fee is rounded once, not for each unit', () => {
  expect(priceOrder([{ price: 3, quantity: 10 }], 0.15).fee).toBe(5);
});

test('the largest prices and quantities are exact', () => {
  expect(priceOrder([{ price: 999_999_999, quantity: 1_000_000 }], 0.2)).toEqual({
    sum: 999_999_999_000_000,
    fee: 199_999_999_800_000,
    total: 1_199_999_998_800_000,
  });
});

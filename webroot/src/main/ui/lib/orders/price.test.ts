import { expect, test } from 'vitest';
import table from '../../../../../../common/src/test/resources/fees.csv?raw';
import { priceOrder } from './price';

test('lines are summed before the fee is calculated', () => {
  const lines = [
    { price: 3, quantity: 5 },
    { price: 2, quantity: 1 },
  ];
  expect(priceOrder(lines, 0.15)).toEqual({ sum: 17, fee: 3, total: 20 });
});

test('the fee is charged on every unit', () => {
  expect(priceOrder([{ price: 1250, quantity: 4 }], 0.2)).toEqual({ sum: 5000, fee: 1000, total: 6000 });
});

/** The services are held to the same table. */
const fees = table.trim().split('\n').slice(1).map(row => row.split(',').map(Number) as [number, number, number]);

test.each(fees)('the fee of %d cents at %d is %d', (cents, rate, fee) => expect(priceOrder([{ price: cents, quantity: 1 }], rate).fee).toBe(fee));

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

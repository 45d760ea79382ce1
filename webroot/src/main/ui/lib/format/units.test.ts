import { expect, test } from 'vitest';
import { formatChange, formatUnits } from './units';

test('numbers are grouped, and a change has a true sign', () => {
  expect([1_234_567, 0].map(formatUnits)).toEqual(['1,234,567', '0']);
  expect([3, 0, -3, -1_234].map(formatChange)).toEqual(['+3', '0', '−3', '−1,234']);
});

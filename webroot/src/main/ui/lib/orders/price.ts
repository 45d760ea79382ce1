export interface OrderPrice {
  sum: number;
  fee: number;
  total: number;
}

/** Rates have at most four decimals, so counted in ten-thousandths they are whole. */
const WHOLE_RATE = 10_000;

/** In cents. The fee is taken from the whole sum and rounded half up once, as the server does. */
export function priceOrder(lines: { price: number; quantity: number }[], feeRate: number): OrderPrice {
  const sum = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const rate = BigInt(Math.round(feeRate * WHOLE_RATE));
  const fee = Number((BigInt(sum) * rate + BigInt(WHOLE_RATE / 2)) / BigInt(WHOLE_RATE));
  return { sum, fee, total: sum + fee };
}

export interface OrderPrice {
  sum: number;
  fee: number;
  total: number;
}

/** Rates have at most six decimals, so they are whole numbers of millionths. */
const WHOLE_RATE = 1_000_000;

/** In cents. As on the server, the fee is calculated on the whole sum and rounded half up once. */
export function priceOrder(lines: { price: number; quantity: number }[], feeRate: number): OrderPrice {
  const sum = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const rate = BigInt(Math.round(feeRate * WHOLE_RATE));
  const fee = Number((BigInt(sum) * rate + BigInt(WHOLE_RATE / 2)) / BigInt(WHOLE_RATE));
  return { sum, fee, total: sum + fee };
}

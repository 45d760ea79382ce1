export interface OrderPrice {
  sum: number;
  fee: number;
  total: number;
}

/** Rates have at most four decimals, so counted in ten-thousandths they are whole. */
const WHOLE_RATE = 10_000;

const display = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Exact for every amount that the server gives: those have two decimals and at most twelve digits. */
export const toCents = (amount: number) => Math.round(amount * 100);

export const formatCents = (cents: number) => display.format(cents / 100);

/** In cents. The fee is taken from the whole sum and rounded half up once, as the server does. */
export function priceOrder(unitPrice: number, quantity: number, feeRate: number): OrderPrice {
  const sum = unitPrice * quantity;
  const rate = BigInt(Math.round(feeRate * WHOLE_RATE));
  const fee = Number((BigInt(sum) * rate + BigInt(WHOLE_RATE / 2)) / BigInt(WHOLE_RATE));
  return { sum, fee, total: sum + fee };
}

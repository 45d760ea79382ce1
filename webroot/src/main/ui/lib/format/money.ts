export interface OrderPrice {
  sum: number;
  fee: number;
  total: number;
}

/** Rates have at most four decimals, so counted in ten-thousandths they are whole. */
const WHOLE_RATE = 10_000;

/** Exact for every amount that the server gives: those have two decimals and at most twelve digits. */
export const toCents = (amount: number) => Math.round(amount * 100);

/**
 * What a clerk typed, with a point or a comma, or undefined where it is no amount.
 */
export function parseCents(text: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,10})(?:[.,](\d{0,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** As the server takes it and a field shows it: 12.50. */
export const plainAmount = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

const displays = new Map<string, Intl.NumberFormat>();

/** With the currency, in the way of the clerk's language. Without a currency the bare amount. */
export function formatCents(cents: number, currency?: string): string {
  let display = displays.get(currency ?? '');
  if (!display) {
    display = new Intl.NumberFormat(undefined, {
      ...(currency && { style: 'currency', currency }),
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
    displays.set(currency ?? '', display);
  }
  return display.format(cents / 100);
}

export const formatPercent = (rate: number) =>
  rate.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 2 });

/** In cents. The fee is taken from the whole sum and rounded half up once, as the server does. */
export function priceOrder(lines: { price: number; quantity: number }[], feeRate: number): OrderPrice {
  const sum = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const rate = BigInt(Math.round(feeRate * WHOLE_RATE));
  const fee = Number((BigInt(sum) * rate + BigInt(WHOLE_RATE / 2)) / BigInt(WHOLE_RATE));
  return { sum, fee, total: sum + fee };
}

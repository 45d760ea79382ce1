/** Exact for every amount from the server: two decimals and at most twelve digits. */
export const toCents = (amount: number) => Math.round(amount * 100);

/** Parses what a clerk typed, with a point or a comma; undefined if it is not an amount. */
export function parseCents(text: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,10})(?:[.,](\d{0,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** The format of requests and fields: 12.50. */
export const plainAmount = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

const displays = new Map<string, Intl.NumberFormat>();

/** In the format of the clerk's language, with the currency if there is one. */
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
  rate.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 4 });

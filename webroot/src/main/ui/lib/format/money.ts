import { locale, t } from '../../texts';

/** Exact for every amount from the server: two decimals and at most twelve digits. */
export const toCents = (amount: number) => Math.round(amount * 100);

/** With or without signs between thousands. */
const AMOUNT = /^(\d{1,10}|\d{1,3}([.,'’\s])\d{3}(?:\2\d{3})*)(?:([.,])(\d{0,2}))?$/;

/**
 * Parses what a clerk typed, with a point or a comma for decimals and perhaps a sign between thousands. Undefined if it is no amount,
 * or may be two: 1.250 is not guessed at.
 */
export function parseCents(text: string): number | undefined {
  const [, whole = '', group, sign, decimals = ''] = AMOUNT.exec(text.trim()) ?? [];
  const digits = whole.replace(/\D/g, '');
  const isAmbiguous = group !== undefined && (group === sign || (!sign && /^\d+[.,]\d+$/.test(whole)));
  return !digits || digits.length > 10 || isAmbiguous ? undefined : Number(digits) * 100 + Number(decimals.padEnd(2, '0'));
}

/** What is wrong with a price that cannot be read, or not in one way only; empty if nothing is. */
export function whyNoPrice(text: string) {
  if (parseCents(text) !== undefined) return '';
  const [, whole, decimals] = /^(\d{1,3})[.,](\d{2}0)$/.exec(text.trim()) ?? [];
  const thousands = Number(whole + decimals!);
  return whole
    ? t('number.write-either', { one: typedAmount(thousands * 100), other: typedAmount(thousands / 10) })
    : t('number.write', { example: typedAmount(125_000) });
}

/** The format of requests and fields: 12.50. */
export const plainAmount = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

const decimalSign = new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')!.value;

/** As a clerk types it: 12.50, or 12,50 where that is the custom. */
export const typedAmount = (cents: number) => plainAmount(cents).replace('.', decimalSign === ',' ? ',' : '.');

const displays = new Map<string, Intl.NumberFormat>();

/** In the format of the clerk's language, with the currency if there is one. */
export function formatCents(cents: number, currency?: string): string {
  let display = displays.get(currency ?? '');
  if (!display) {
    display = new Intl.NumberFormat(locale, {
      ...(currency && { style: 'currency', currency }),
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
    displays.set(currency ?? '', display);
  }
  return display.format(cents / 100);
}

/** €, as the clerk's language writes it. */
export const currencySign = (currency: string) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(0).find(({ type }) => type === 'currency')!.value;

export const formatPercent = (rate: number) =>
  rate.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 4 });

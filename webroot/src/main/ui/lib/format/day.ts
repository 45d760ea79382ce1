const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The local day of a moment: 2026-11-27. */
export function dayOf(at: string | number | Date): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-');
}

/** When a day begins, or one so many days after it; undefined if there is no such day. */
export function beginOf(day: string, later = 0): Date | undefined {
  const [year, month, date] = (DAY.exec(day) ?? []).slice(1).map(Number) as [number, number, number];
  const begin = new Date(year, month - 1, date + later);
  return later || dayOf(begin) === day ? begin : undefined;
}

/** The day so many days after another one. */
export const dayAfter = (day: string, days: number) => dayOf(beginOf(day, days)!);

import { locale } from '../../texts';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });

type Time = string | number | Date;

/** 14:02 */
export const timeOfDay = (at: Time) => clock.format(new Date(at));

/** 14:02:31 today; otherwise with the day. */
export function moment(at: Time, now: Time = Date.now()): string {
  const date = new Date(at);
  return date.toDateString() === new Date(now).toDateString() ? clockWithSeconds.format(date) : fullMoment(at);
}

/** 28 Nov 2026, 14:02:31 */
export const fullMoment = (at: Time) => `${day.format(new Date(at))}, ${clockWithSeconds.format(new Date(at))}`;

const WEEKDAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const dayOfYear = new Intl.DateTimeFormat(locale, WEEKDAY);
const dayOfAnyYear = new Intl.DateTimeFormat(locale, { ...WEEKDAY, year: 'numeric' });

/** Fri 27 Nov; of another year with that. */
export const dayName = (at: Time, now: Time = Date.now()) =>
  (new Date(at).getFullYear() === new Date(now).getFullYear() ? dayOfYear : dayOfAnyYear).format(new Date(at)).replace(',', '');

/** Fri 27 Nov 2026, 14:02 */
export const onDay = (at: Time) => `${dayOfAnyYear.format(new Date(at)).replace(',', '')}, ${timeOfDay(at)}`;

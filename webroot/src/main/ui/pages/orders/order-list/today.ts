import { signal } from '@preact/signals';
import { dayOf } from '../../../lib/format/day';

const LOOK_MILLIS = 30_000;

/** The local day that it is; a desk may stay open over midnight. */
export const today = signal(dayOf(Date.now()));

setInterval(() => (today.value = dayOf(Date.now())), LOOK_MILLIS);

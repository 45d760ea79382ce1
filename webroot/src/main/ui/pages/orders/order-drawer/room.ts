import { signal } from '@preact/signals';

const wide = matchMedia('(width >= 75rem)');

/** Whether there is room for an order in the place of the list. */
export const hasRoom = signal(wide.matches);

wide.addEventListener('change', () => (hasRoom.value = wide.matches));

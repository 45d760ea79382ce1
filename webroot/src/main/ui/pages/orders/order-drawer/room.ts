import { signal } from '@preact/signals';

const wide = matchMedia('(width >= 75rem)');

const onPaper = matchMedia('print');

/** Whether there is room for an order in the place of the list. A sheet is narrower than the screen, which it leaves as it is. */
export const hasRoom = signal(wide.matches);

wide.addEventListener('change', () => onPaper.matches || (hasRoom.value = wide.matches));

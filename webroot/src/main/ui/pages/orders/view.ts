import { signal } from '@preact/signals';

/** What a screen shows that has no room for both: the order that is being entered, or the list of all. */
export const view = signal<'order' | 'list'>('order');

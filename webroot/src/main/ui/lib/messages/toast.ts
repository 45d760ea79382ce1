import { signal } from '@preact/signals';
import type { ProblemError } from '../server/api';

export interface Toast {
  id: number;
  kind: 'success' | 'danger';
  text: string;
  /** To quote when asking for help. */
  requestId?: string;
  /** What the clerk may do about it: Undo, Retry. */
  action?: { name: string; run: () => unknown };
}

type More = Pick<Toast, 'action'> & {
  /** How long it stays, in milliseconds; a complaint stays until it is dismissed. */
  millis?: number;
};

const SHORT_MILLIS = 5_000;
const MAX_TOASTS = 5;

let lastId = 0;

export const toasts = signal<readonly Toast[]>([]);

/** What will be read out without being shown. */
export const announcement = signal('');

/** Tells of a success. Gives back what takes it away. */
export function say(text: string, { action, millis = SHORT_MILLIS }: More = {}) {
  return show({ kind: 'success', text, action }, millis);
}

/** Tells why something failed, until it is dismissed or tried again. */
export function complain(error: Error, retry?: () => unknown) {
  return show({
    kind: 'danger',
    text: error.message,
    requestId: (error as ProblemError).requestId,
    action: retry && { name: 'Retry', run: retry },
  });
}

/** For those who do not see a change. */
export function announce(text: string) {
  // A screen reader hears only of another text.
  announcement.value = text === announcement.peek() ? `${text}\u00a0` : text;
}

export function dismissAll() {
  toasts.value = [];
}

function show(toast: Omit<Toast, 'id'>, millis?: number) {
  const id = ++lastId;
  toasts.value = fitting([...toasts.value, { ...toast, id }]);
  if (millis) setTimeout(() => dismiss(id), millis);
  return () => dismiss(id);
}

/** What is only good to know gives way to what the clerk may have to act upon. */
function fitting(all: readonly Toast[]): readonly Toast[] {
  if (all.length <= MAX_TOASTS) return all;
  const leastNeeded = all.find(({ kind, action }) => kind === 'success' && !action) ?? all[0];
  return all.filter(toast => toast !== leastNeeded);
}

export function dismiss(id: number) {
  toasts.value = toasts.value.filter(toast => toast.id !== id);
}

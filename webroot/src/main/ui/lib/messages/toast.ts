import { computed, signal } from '@preact/signals';
import type { ProblemError } from '../server/problem';
import { t } from '../../texts';

export interface Toast {
  id: number;
  kind: 'success' | 'danger';
  text: string;
  /** To quote when asking for help. */
  requestId?: string;
  /** What the clerk can do about it: Undo, Retry. */
  action?: { name: string; run: () => unknown };
}

type Options = Pick<Toast, 'action'> & {
  /** How long the message stays; an error stays until it is dismissed. */
  millis?: number;
};

const SHORT_MILLIS = 6_000;
const MAX_TOASTS = 5;
export const UNDO = t('message.undo');
export const UNDO_KEY = 'u';
/** How long something can be undone, and longer while somebody looks at the message. */
export const UNDO_MILLIS = 8_000;
/** What is left to somebody who has just looked at a message. */
const LOOKED_AT_MILLIS = 2_000;

let lastId = 0;

export const toasts = signal<readonly Toast[]>([]);

/** The newest, and what can be undone by a key. */
export const shownToasts = computed(() => {
  const shown = [toasts.value.findLast(isUndoable), toasts.value.at(-1)];
  return toasts.value.filter(toast => shown.includes(toast));
});

/** Read out by screen readers, but not shown. */
export const announcement = signal('');

/** Reports a success, in place of mere information that was shown before. Returns a function that dismisses it. */
export function say(text: string, { action, millis = SHORT_MILLIS }: Options = {}) {
  if (!action) toasts.value = toasts.peek().filter(toast => toast.kind === 'danger' || toast.action);
  return show({ kind: 'success', text, action }, millis);
}

/** Reports what the clerk can undo for a while. Returns a function that dismisses the report. */
export const sayUndoable = (text: string, undo: () => unknown, millis = UNDO_MILLIS) =>
  say(text, { action: { name: UNDO, run: undo }, millis });

export const isUndoable = ({ action }: Toast) => action?.name === UNDO;

/** Does what the message offers. */
export function act({ id, action }: Toast) {
  dismiss(id);
  action!.run();
}

/** Runs after this time, but not while the pointer or the focus is on a message. Returns a function that cancels it. */
export function unlessLookedAt(run: () => void, millis: number) {
  const look = () => {
    if (document.querySelector('.toast:is(:hover, :focus-within)')) timer = setTimeout(look, LOOKED_AT_MILLIS);
    else run();
  };
  let timer = setTimeout(look, millis);
  return () => clearTimeout(timer);
}

/** Reports why something failed, until it is dismissed or retried; another `name` says what is done instead. */
export function complain(error: Error, retry?: () => unknown, name = t('message.retry')) {
  return show({
    kind: 'danger',
    text: error.message,
    requestId: (error as ProblemError).requestId,
    action: retry && { name, run: retry },
  });
}

/** Reads out a change to those who cannot see it. */
export function announce(text: string) {
  // A screen reader reads out only a text that has changed.
  announcement.value = text === announcement.peek() ? `${text}\u00a0` : text;
}

export function dismissAll() {
  toasts.value = [];
}

function show(toast: Omit<Toast, 'id'>, millis?: number) {
  const id = ++lastId;
  toasts.value = fitting([...toasts.value, { ...toast, id }]);
  if (millis) unlessLookedAt(() => dismiss(id), millis);
  return () => dismiss(id);
}

/** Mere information makes room for messages that the clerk may have to act upon. */
function fitting(all: readonly Toast[]): readonly Toast[] {
  if (all.length <= MAX_TOASTS) return all;
  const leastNeeded = all.find(({ kind, action }) => kind === 'success' && !action) ?? all[0];
  return all.filter(toast => toast !== leastNeeded);
}

export function dismiss(id: number) {
  toasts.value = toasts.value.filter(toast => toast.id !== id);
}

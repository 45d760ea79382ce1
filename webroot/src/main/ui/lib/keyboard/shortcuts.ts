import { signal, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface Shortcut {
  /** One key, or two after each other ("g p"), as KeyboardEvent.key says; "Ctrl+Enter" also works with Cmd, and in fields. */
  keys: string;
  /** What it does, for the list under "?". */
  does: string;
  run: () => void;
}

/** Those that work on the page that is open. */
export const shortcuts = signal<readonly Shortcut[]>([]);

/** A shortcut that works while the component is there. */
export function useShortcut(keys: string, does: string, run: () => void) {
  const current = useRef(run);
  current.current = run;
  useLayoutEffect(() => {
    const shortcut = { keys, does, run: () => current.current() };
    shortcuts.value = [...shortcuts.value, shortcut];
    return () => {
      shortcuts.value = shortcuts.value.filter(other => other !== shortcut);
    };
  }, [keys, does]);
}

const SECOND_KEY_MILLIS = 1_500;

/**
 * Listens to the keyboard, once for the whole desk. An open dialog has it for itself; in a field letters are letters, and Esc leaves
 * it where the field itself has no use for the key.
 *
 * @param singleKeys whether shortcuts of letters and signs are heard
 */
export function listenToKeys(target: EventTarget, singleKeys: ReadonlySignal<boolean>) {
  let first = '';
  let forget: ReturnType<typeof setTimeout>;

  target.addEventListener('keydown', event => {
    const { key, ctrlKey, metaKey, altKey, defaultPrevented, repeat, isComposing } = event as KeyboardEvent;
    const withControl = ctrlKey || metaKey;
    if (defaultPrevented || repeat || altKey || isComposing || document.querySelector('dialog[open]')) return;
    if (!withControl && key.length === 1 && !singleKeys.peek()) return;
    if (!withControl && isTyping(event.target as HTMLElement)) {
      if (key === 'Escape') (event.target as HTMLElement).blur();
      return;
    }
    const pressed = withControl ? `Ctrl+${key}` : key;
    const found = find(`${first} ${pressed}`) ?? find(pressed);
    first = found || withControl ? '' : key;
    clearTimeout(forget);
    forget = setTimeout(() => (first = ''), SECOND_KEY_MILLIS);
    if (!found) return;
    event.preventDefault();
    found.run();
  });
}

/** The one that came last is the one of what is on top. */
const find = (keys: string) => shortcuts.peek().findLast(shortcut => shortcut.keys === keys);

const isTyping = (target: HTMLElement) =>
  target.matches?.('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]');

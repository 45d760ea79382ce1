import { signal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { may, type Scope } from '../access/session';

export interface Shortcut {
  /**
   * One key, or two in succession ("g p"), named as in KeyboardEvent.key; "Ctrl+Enter" also works with Cmd. That, "F8" and
   * "Alt+r" work in fields, too; "Alt+1–9" is any of these digits of the upper row.
   */
  keys: string;
  /** The description in the list that "?" opens. */
  does: string;
  /** Gets the key that was pressed: of "Alt+1–9", the digit. */
  run: (key: string) => void;
  /** The dialog that it belongs to. */
  within?: () => Element | null;
}

/** The shortcuts of the current page. */
export const shortcuts = signal<readonly Shortcut[]>([]);

/**
 * Adds a shortcut for as long as the component is mounted.
 *
 * @param needs the scope of what it does; without it there is no such shortcut
 * @param within the dialog that it belongs to, where it works even if that has the keyboard to itself
 */
export function useShortcut(keys: string, does: string, run: Shortcut['run'], needs?: Scope, within?: RefObject<Element | null>) {
  const allowed = !needs || may(needs);
  const current = useRef(run);
  current.current = run;
  useLayoutEffect(() => {
    if (!allowed) return;
    const shortcut: Shortcut = { keys, does, run: key => current.current(key), within: () => within?.current ?? null };
    shortcuts.value = [...shortcuts.value, shortcut];
    return () => {
      shortcuts.value = shortcuts.value.filter(other => other !== shortcut);
    };
  }, [keys, does, allowed]);
}

export const ALT_DIGIT = 'Alt+1–9';

const SECOND_KEY_MILLIS = 1_500;
/** No field has a use for them. */
const FUNCTION_KEY = /^F\d+$/;

/**
 * Handles the keyboard for the whole desk. A modal dialog has the keyboard to itself. In a field, letters are just letters, and Esc
 * leaves the field unless the field itself handles it.
 *
 * @param singleKeys whether shortcuts that are a letter or a sign are enabled
 */
export function listenToKeys(target: EventTarget, singleKeys: ReadonlySignal<boolean>) {
  let first = '';
  let forget: ReturnType<typeof setTimeout>;

  target.addEventListener('keydown', event => {
    const { ctrlKey, metaKey, altKey, defaultPrevented, repeat } = event as KeyboardEvent;
    const withControl = ctrlKey || metaKey;
    if (defaultPrevented || (repeat && !altKey) || (altKey && withControl)) return;
    const modal = Array.from(document.querySelectorAll('dialog:modal')).at(-1);
    if (altKey) return runAlt(event as KeyboardEvent, modal);
    const key = latin(event as KeyboardEvent);
    if (!withControl && key.length === 1 && !singleKeys.peek()) return;
    if (!withControl && !FUNCTION_KEY.test(key) && isTyping(event.target as HTMLElement)) {
      if (key === 'Escape' && !modal) (event.target as HTMLElement).blur();
      return;
    }
    const pressed = withControl ? `Ctrl+${key}` : key;
    const found = find(`${first} ${pressed}`, modal) ?? find(pressed, modal);
    first = found || withControl ? '' : key;
    clearTimeout(forget);
    forget = setTimeout(() => (first = ''), SECOND_KEY_MILLIS);
    if (!found) return;
    event.preventDefault();
    found.run(key);
  });
}

/**
 * By the place of the key: with Alt, letters and digits are other signs on some keyboards. AltGr types signs, too. While it is held
 * down, the browser does not get the key either, which has a use of its own for some.
 */
function runAlt(event: KeyboardEvent, modal: Element | undefined) {
  const [, digit, letter] = /^(?:Digit([1-9])|Key([A-Z]))$/.exec(event.code) ?? [];
  const keys = digit ? ALT_DIGIT : letter && `Alt+${letter.toLowerCase()}`;
  const found = keys && !event.shiftKey && !event.getModifierState('AltGraph') && find(keys, modal);
  if (!found) return;
  event.preventDefault();
  if (!event.repeat) found.run(digit ?? letter!.toLowerCase());
}

/** The letter on the key: not a capital because of Caps Lock, and the Latin one on a keyboard that types another script. */
const latin = ({ key, code }: KeyboardEvent) => {
  const letter = /^[^\p{Script=Latin}\0-\x7f]/u.test(key) && /^Key(.)$/.exec(code)?.[1];
  return letter || key.length === 1 ? (letter || key).toLowerCase() : key;
};

/** What belongs to an open dialog wins, and then the last one added: it belongs to what is on top. */
function find(keys: string, modal: Element | undefined) {
  const meant = shortcuts.peek().filter(shortcut => shortcut.keys === keys && (!modal || shortcut.within?.() === modal));
  return meant.findLast(({ within }) => within?.()) ?? meant.at(-1);
}

const isTyping = (target: HTMLElement) =>
  target.matches?.('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]');

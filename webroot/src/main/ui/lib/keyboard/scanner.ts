import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { complain } from '../messages/toast';
import { t } from '../../texts';

type Taker = (text: string) => void;
type Field = HTMLInputElement | HTMLTextAreaElement;

/** Keys in such quick succession that they may come from a scanner. */
interface Burst {
  keys: number;
  text: string;
  first: number;
  last: number;
  /** Outside of fields, the keys are held back until it is known who pressed them. */
  held: KeyboardEvent[];
  /** A field gets the keys at once; this is what it had before. */
  field?: Field;
  value?: string;
  selection?: [number | null, number | null];
}

/**
 * No hand is as fast as this from key to key, on average. In a text, a few keys may roll off the fingers, so they have to be
 * faster; whoever uses shortcuts takes more time.
 */
const paceMillis = ({ field, keys }: Burst) => (field ? Math.min(40, 5 + 7 * keys) : 40);
/** Longer between two keys, and they do not belong together. So long does a shortcut wait. */
const PAUSE_MILLIS = 100;
/** In what is surely a burst, a busy machine may let one key wait. */
const STALL_MILLIS = 500;
const MOST_LATE_MILLIS = 1_000;

/** What is said in the place of what was scanned, or typed by a program, into a password. */
const HIDDEN = '•••';

const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'];

/** The last one is on top. */
let takers: readonly Taker[] = [];

/** What was scanned where no scan is expected, in a dialog: it says so. */
export const misplaced = signal('');

/** Takes what is scanned for as long as the component is mounted, but not in a dialog. */
export function useScan(take: Taker) {
  const current = useRef(take);
  current.current = take;
  useLayoutEffect(() => {
    const taker: Taker = text => current.current(text);
    takers = [...takers, taker];
    return () => {
      takers = takers.filter(other => other !== taker);
    };
  }, []);
}

/** Hands a scan to what is on top. What is beside an open drawer can be used, too. */
export function handOver(text: string) {
  const inDialog = document.querySelector('dialog:is(:modal, :focus-within)');
  misplaced.value = inDialog ? text : '';
  if (inDialog) return;
  if (takers.length) takers.at(-1)!(text);
  else complain(new Error(t('scan.unexpected', { text })));
}

/**
 * Stands before everything else that hears keys. A scanner types like a keyboard, but faster than a hand, and ends with Enter or Tab:
 * what it types reaches neither shortcut nor field. Nor does a key that belongs to an input method, except in the field itself.
 * Time is when a key was pressed, not when a busy page comes to look at it.
 *
 * @param scanned gets what was scanned
 */
export function listenToScanner(target: EventTarget, scanned: Taker) {
  let burst: Burst | undefined;
  let endedAt = -STALL_MILLIS;
  let endedBy = '';
  let timer: ReturnType<typeof setTimeout>;
  let replaying = false;
  let altCode = false;
  let afterDeadKey = false;

  /** Whether no hand can have typed it, if that many keys are enough to tell. */
  const isFast = (enough: number, until = burst!.last, gaps = burst!.keys - 1) =>
    burst!.keys >= enough && (until - burst!.first) / gaps <= paceMillis(burst!);

  const patience = () => (isFast(3) ? STALL_MILLIS : PAUSE_MILLIS);

  const finish = () => {
    clearTimeout(timer);
    const { field, value, selection, text, last } = burst!;
    burst = undefined;
    endedAt = last;
    if (field) {
      field.value = value!;
      if (selection![0] !== null) field.setSelectionRange(...selection!);
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }));
    }
    scanned(field?.type === 'password' ? HIDDEN : text.trim());
  };

  /** No more keys have come: without an end, only a machine types that much into a number, or past all fields. */
  const settle = () => {
    if (!burst) return;
    clearTimeout(timer);
    if (burst.field ? burst.field.inputMode && isFast(6) : isFast(3)) return finish();
    const { held } = burst;
    burst = undefined;
    release(held);
  };

  /** Presses the keys again, where the focus is now. */
  const release = ([key, ...rest]: KeyboardEvent[]) => {
    if (!key) return;
    replaying = true;
    press(key);
    replaying = false;
    // What the key opens has to be there before the next one.
    if (rest.length) setTimeout(release, 0, rest);
  };

  const add = (event: KeyboardEvent, text: string) => {
    const field = fieldOf(event.target);
    if (burst && (event.timeStamp - burst.last > patience() || burst.field !== field || (burst.held.length > 1 && !isFast(2)))) settle();
    burst ??= {
      keys: 0,
      text: '',
      first: event.timeStamp,
      last: 0,
      held: [],
      ...(field && { field, value: field.value, selection: [field.selectionStart, field.selectionEnd] }),
    };
    burst.keys++;
    burst.text += text;
    burst.last = event.timeStamp;
    clearTimeout(timer);
    // Where keys come late, so will the next one.
    timer = setTimeout(settle, patience() + Math.min(MOST_LATE_MILLIS, 2 * (performance.now() - event.timeStamp)));
  };

  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const keydown = (event: KeyboardEvent) => {
    const { key, code, timeStamp, ctrlKey, metaKey, altKey } = event;
    if (replaying || MODIFIERS.includes(key)) return;
    // Safari reports the key that ends a composition after it has ended, but by this number.
    if (event.isComposing || event.keyCode === 229) {
      settle();
      event.stopImmediatePropagation();
      if (key === 'Enter' || key === 'Escape') event.preventDefault();
      return;
    }
    const withControl = (ctrlKey || metaKey) && !event.getModifierState('AltGraph');
    const dead = afterDeadKey;
    afterDeadKey = key === 'Dead';
    if (altKey && /^Numpad\d/.test(code)) {
      altCode = true;
      return add(event, '');
    }
    if (!isPrintable(key) || withControl || (altKey && !event.getModifierState('AltGraph')) || event.repeat || dead) {
      const ends = (key === 'Enter' || key === 'Tab') && !withControl && !altKey;
      // Some end with Tab and Enter, or with Enter and a line feed.
      const endsAgain = !burst && ((ends && key !== endedBy) || (withControl && isPrintable(key)));
      if (endsAgain && timeStamp - endedAt < PAUSE_MILLIS / 2) return swallow(event);
      if (burst && ends && timeStamp - burst.last <= patience() && isFast(burst.field ? 3 : 2, timeStamp, burst.keys)) {
        burst.last = timeStamp;
        endedBy = key;
        swallow(event);
        return finish();
      }
      // The separators of a code come as Ctrl with a sign.
      if (burst && withControl && isPrintable(key) && timeStamp - burst.last <= STALL_MILLIS && isFast(3)) {
        swallow(event);
        return add(event, '');
      }
      return settle();
    }
    if (key === ' ' && !burst) return; // it scrolls, or presses a button
    add(event, key);
    if (!burst!.field) {
      burst!.held.push(event);
      swallow(event);
    }
  };

  const on = (type: string, listener: (event: KeyboardEvent) => void) => target.addEventListener(type, listener as EventListener, true);
  on('keydown', keydown);
  on('keypress', event => {
    if (!altCode) return;
    altCode = false;
    if (burst) burst.text += event.key;
  });
  // Firefox presses a button when the space bar is let go.
  on('keyup', event => event.key === ' ' && burst?.held.length && event.preventDefault());
  on('pointerdown', settle);
  on('blur', event => event.target === target && settle());
}

/** Names of keys are ASCII; one key of an Arabic keyboard types two letters. */
const isPrintable = (key: string) => key.length === 1 || /^[^\0-\x7f]/.test(key);

const FIELDS = 'input:not([type=checkbox], [type=radio], [type=button]), textarea';

const fieldOf = (target: EventTarget | null) => ((target as Element | null)?.matches?.(FIELDS) ? (target as Field) : undefined);

/** Does what the key would have done, as far as the desk relies on it. */
function press({ key, code }: KeyboardEvent) {
  const target = document.activeElement ?? document.body;
  if (!target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))) return;
  if (fieldOf(target)) document.execCommand('insertText', false, key);
  if (target.matches('select')) {
    const select = target as HTMLSelectElement;
    const option = [...select.options].find(({ text }) => text.toLowerCase().startsWith(key.toLowerCase()));
    if (!option || option.selected) return;
    option.selected = true;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

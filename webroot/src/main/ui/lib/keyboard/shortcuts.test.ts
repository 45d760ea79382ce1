import { signal, type Signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ALT_DIGIT, listenToKeys, shortcuts } from './shortcuts';

let keyboard: EventTarget;
let singleKeys: Signal<boolean>;
let ran: string[];
let dialog: object | null;

const press = (key: string, more: object = {}, target: object = {}) => {
  const event = new Event('keydown', { cancelable: true });
  Object.assign(event, { key, getModifierState: () => false, ...more });
  Object.defineProperty(event, 'target', { value: { matches: () => false, ...target } });
  keyboard.dispatchEvent(event);
  return event.defaultPrevented;
};

beforeEach(() => {
  vi.useFakeTimers();
  dialog = null;
  vi.stubGlobal('document', { querySelectorAll: () => (dialog ? [dialog] : []) });
  ran = [];
  keyboard = new EventTarget();
  shortcuts.value = ['g p', 'g o', 'n', '?', 'Delete', 'Ctrl+Enter'].map(keys => ({ keys, does: keys, run: () => ran.push(keys) }));
  singleKeys = signal(true);
  listenToKeys(keyboard, singleKeys);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a shortcut is one key, or two in succession', () => {
  press('?');
  press('g');
  press('p');
  press('p');
  expect(ran).toEqual(['?', 'g p']);
});

test('letters and signs can be turned off; the other shortcuts stay', () => {
  singleKeys.value = false;
  ['n', '?', 'g', 'p', 'Delete'].forEach(key => press(key));
  press('Enter', { ctrlKey: true });
  expect(ran).toEqual(['Delete', 'Ctrl+Enter']);
});

test('two keys count only when pressed in quick succession', () => {
  press('g');
  vi.advanceTimersByTime(2_000);
  press('p');
  expect(ran).toEqual([]);
});

test('Esc leaves a field that does not handle it', () => {
  const field = { matches: () => true, blur: vi.fn() };
  press('n', {}, field);
  expect(field.blur).not.toHaveBeenCalled();
  press('Escape', {}, field);
  expect(field.blur).toHaveBeenCalledOnce();
});

test('in a field, letters are just letters, but shortcuts with Ctrl work', () => {
  const field = { matches: () => true };
  press('g', {}, field);
  press('p', {}, field);
  press('n', {}, field);
  expect(press('Enter', { ctrlKey: true }, field)).toBe(true);
  press('Enter', { metaKey: true }, field);
  expect(ran).toEqual(['Ctrl+Enter', 'Ctrl+Enter']);
});

test('an open dialog has the keyboard to itself', () => {
  dialog = {};
  press('?');
  press('Enter', { ctrlKey: true });
  expect(ran).toEqual([]);
});

test('a shortcut of the dialog works in it, and a field in it keeps its Esc', () => {
  const own = {};
  shortcuts.value = [...shortcuts.value, { keys: 'n', does: 'n', run: () => ran.push('own'), within: () => own as Element }];
  dialog = own;
  ['n', '?'].forEach(key => press(key));
  const field = { matches: () => true, blur: vi.fn() };
  expect(press('Escape', {}, field)).toBe(false);
  expect(field.blur).not.toHaveBeenCalled();
  dialog = {};
  press('n');
  expect(ran).toEqual(['own']);
});

test('beside an open drawer, its shortcut wins over one that the page has added since', () => {
  const drawer = {} as Element;
  shortcuts.value = [
    { keys: 'Escape', does: '', run: () => ran.push('drawer'), within: () => drawer },
    { keys: 'Escape', does: '', run: () => ran.push('page'), within: () => null },
  ];
  press('Escape');
  expect(ran).toEqual(['drawer']);
});

test('a key that is held down, or that belongs to the browser, does nothing', () => {
  press('n', { repeat: true });
  press('n', { altKey: true });
  expect(press('r', { ctrlKey: true })).toBe(false);
  expect(ran).toEqual([]);
});

test('Caps Lock and keyboards of other scripts have the same shortcuts', () => {
  press('N');
  press('т', { code: 'KeyN' });
  press('ν', { code: 'KeyN' });
  press('ى', { code: 'KeyN' });
  expect(ran).toEqual(['n', 'n', 'n', 'n']);
  singleKeys.value = false;
  press('т', { code: 'KeyN' });
  expect(ran).toHaveLength(4);
});

test('a letter that a keyboard of the Latin script has is itself, wherever it is', () => {
  press('ö', { code: 'KeyN' });
  press('m', { code: 'KeyN' });
  expect(ran).toEqual([]);
});

test('Alt and a digit work by the place of the key, in fields, too', () => {
  const digits: string[] = [];
  shortcuts.value = [{ keys: ALT_DIGIT, does: '', run: digit => digits.push(digit) }];
  const field = { matches: () => true };
  expect(press('1', { altKey: true, code: 'Digit1' })).toBe(true);
  press('¡', { altKey: true, code: 'Digit1' }, field);
  press('ç', { altKey: true, code: 'Digit9' }, field);
  expect(digits).toEqual(['1', '1', '9']);
});

test('Alt and a letter work by the place of the key, in fields, too', () => {
  shortcuts.value = ['Alt+r', 'Alt+z', 'r'].map(keys => ({ keys, does: '', run: () => ran.push(keys) }));
  const field = { matches: () => true };
  expect(press('®', { altKey: true, code: 'KeyR' }, field)).toBe(true);
  press('y', { altKey: true, code: 'KeyZ' });
  press('r', { altKey: true, code: 'KeyR', getModifierState: (name: string) => name === 'AltGraph' });
  press('R', { altKey: true, shiftKey: true, code: 'KeyR' });
  expect(press('x', { altKey: true, code: 'KeyX' })).toBe(false);
  expect(ran).toEqual(['Alt+r', 'Alt+z']);
});

test('Alt and a digit that is held down runs once, and the browser does not get it either', () => {
  shortcuts.value = [{ keys: ALT_DIGIT, does: '', run: digit => ran.push(digit) }];
  const held = [false, true, true].map(repeat => press('2', { altKey: true, repeat, code: 'Digit2' }));
  expect([held, ran]).toEqual([[true, true, true], ['2']]);
});

test('a function key works in fields, too, and even where single keys are off', () => {
  shortcuts.value = [{ keys: 'F8', does: '', run: () => ran.push('F8') }];
  singleKeys.value = false;
  press('F8', {}, { matches: () => true });
  expect(ran).toEqual(['F8']);
});

test.each([
  ['AltGr', { altKey: true, code: 'Digit2', getModifierState: (name: string) => name === 'AltGraph' }],
  ['Ctrl', { altKey: true, ctrlKey: true, code: 'Digit2' }],
  ['Cmd', { altKey: true, metaKey: true, code: 'Digit2' }],
  ['Shift', { altKey: true, shiftKey: true, code: 'Digit2' }],
  ['the number pad, which types signs', { altKey: true, code: 'Numpad2' }],
  ['0', { altKey: true, code: 'Digit0' }],
  ['no Alt', { code: 'Digit2' }],
])('%s is no shortcut of Alt and a digit', (_, more) => {
  shortcuts.value = [{ keys: ALT_DIGIT, does: '', run: digit => ran.push(digit) }];
  expect(press('2', more)).toBe(false);
  expect(ran).toEqual([]);
});

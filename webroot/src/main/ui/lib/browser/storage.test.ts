import { afterEach, expect, test, vi } from 'vitest';
import { offered, storage } from './storage';

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['is missing', () => vi.stubGlobal('localStorage', undefined)],
  ['is null', () => vi.stubGlobal('localStorage', null)],
  ['is refused', () => vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })],
  ['is full', () => vi.stubGlobal('localStorage', { getItem: () => 'old', setItem: refuse, removeItem: refuse })],
])('where the storage of the browser %s, the page remembers by itself', (_, play) => {
  play();
  const kept = storage('localStorage');
  expect(kept.setItem('a', '1')).toBe(false);
  expect(kept.getItem('a')).toBe('1');
  expect(kept.keys()).toEqual(['a']);
  kept.removeItem('a');
  expect([null, 'old']).toContain(kept.getItem('a'));
});

test('even the name of a storage may be refused', () => {
  Object.defineProperty(globalThis, 'sessionStorage', { get: refuse, configurable: true });
  const kept = storage('sessionStorage');
  kept.setItem('a', '1');
  expect(kept.getItem('a')).toBe('1');
  expect(offered(() => globalThis.sessionStorage)).toBeUndefined();
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});

test('what the browser keeps is not kept twice: another tab may change it', () => {
  const saved = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => saved.get(key) ?? null,
    setItem: (key: string, value: string) => saved.set(key, value),
    removeItem: (key: string) => saved.delete(key),
    key: (n: number) => [...saved.keys()][n] ?? null,
    get length() {
      return saved.size;
    },
  });
  const kept = storage('localStorage');
  expect(kept.setItem('a', '1')).toBe(true);
  saved.set('a', '2');
  saved.set('b', 'of another tab');
  expect(kept.keys()).toEqual(['a', 'b']);
  expect(kept.getItem('a')).toBe('2');
  kept.removeItem('a');
  expect([...saved.keys()]).toEqual(['b']);
});

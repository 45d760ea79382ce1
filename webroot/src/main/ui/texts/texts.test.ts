import { afterEach, expect, test, vi } from 'vitest';
import de from './de.json';
import en from './en.json';
import type { TextKey } from '.';
import { allOf, literalOf, nameOf, sources, type Node } from './testing';

const LANGUAGES: Record<string, Record<string, string | Record<string, string>>> = { en, de };

const formsOf = (text: string | Record<string, string>) => (typeof text === 'string' ? [text] : Object.values(text));
const placesOf = (text: string | Record<string, string>) => [...new Set(formsOf(text).flatMap(form => form.match(/\{[^}]*\}/g) ?? []))].sort();
/** A text without its words: its plurals, and the places in it. */
const shapeOf = (text: string | Record<string, string>) => ({ plurals: typeof text === 'string' ? [] : Object.keys(text), places: placesOf(text) });
const shapesOf = (texts: Record<string, string | Record<string, string>>) => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, shapeOf(text)]));

test('both languages have the same keys in the same order, with the same plurals and places', () => {
  expect(Object.keys(de)).toEqual(Object.keys(en));
  expect(shapesOf(de)).toEqual(shapesOf(en));
});

test.each(Object.entries(LANGUAGES))('no text of %s is empty or has spaces at its ends, and places have names', (_, texts) => {
  const wrong = Object.entries(texts).filter(([, text]) => formsOf(text).some(form => !form || form !== form.trim() || /[{}]/.test(form.replace(/\{\w+\}/g, ''))));
  expect(wrong).toEqual([]);
});

test('a text with plurals has one for each, and they are chosen by n', () => {
  const plural = Object.entries(en).filter(([, text]) => typeof text !== 'string');
  expect(plural.filter(([, text]) => Object.keys(text).join() !== 'one,other')).toEqual([]);
});

const nodes = [...sources.values()].flatMap(allOf);

test('no key is unused', () => {
  const literals = new Set(nodes.map(literalOf));
  // Of t(`order.status.${status}`), all that it may be.
  const patterns = [...literals].filter(text => text && /^\w+(\.\w+)*\.\{\}/.test(text)).map(text => new RegExp(`^${text!.replaceAll('.', '\\.').replaceAll('{}', '\\w+')}$`));
  expect(Object.keys(en).filter(key => !literals.has(key) && !patterns.some(pattern => pattern.test(key)))).toEqual([]);
});

test('each place of a text is given its value, and nothing else is', () => {
  const calls = nodes.filter(({ type, callee }) => type === 'CallExpression' && ['t', 'tx'].includes(nameOf(callee as Node)));
  const wrong = calls.flatMap(call => {
    const [first, values] = call.arguments as Node[];
    const text = LANGUAGES.en![literalOf(first!)!];
    if (!text || (values && values.type !== 'ObjectExpression')) return [];
    const given = ((values?.properties ?? []) as Node[]).map(({ key }) => nameOf(key as Node));
    const needed = [...(typeof text === 'string' ? [] : ['n']), ...placesOf(text).map(place => place.slice(1, -1))];
    return [...new Set(needed)].sort().join() === given.sort().join() ? [] : [`${literalOf(first!)}: ${given}`];
  });
  expect(wrong).toEqual([]);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The texts as a browser that wants this gets them. */
async function textsFor(...languages: string[]) {
  vi.stubGlobal('navigator', { languages });
  vi.resetModules();
  return import('.');
}

test('German is German, with its plurals and numbers', async () => {
  const { t, tx, language, locale } = await textsFor('de-DE', 'en');
  expect([language, locale]).toEqual(['de', 'de-DE']);
  expect(t('page.none.title')).toBe(de['page.none.title']);
  const [key, { one, other }] = Object.entries(de).find((entry): entry is [TextKey, { one: string; other: string }] => JSON.stringify(shapeOf(entry[1])) === ONLY_N)!;
  expect([1, 2, 1_234].map(n => t(key, { n }))).toEqual([one.replace('{n}', '1'), other.replace('{n}', '2'), other.replace('{n}', '1.234')]);
  expect(tx(key, { n: 0 }).join('')).toBe(other.replace('{n}', '0'));
});

const ONLY_N = JSON.stringify({ plurals: ['one', 'other'], places: ['{n}'] });

test('where German cannot be loaded, the desk is English', async () => {
  vi.doMock('./de', () => Promise.reject(new Error('the server is gone')));
  const { t, language, locale } = await textsFor('de-CH', 'en-AU');
  expect([language, locale, t('page.none.title')]).toEqual(['en', 'en-AU', en['page.none.title']]);
  vi.doUnmock('./de');
});

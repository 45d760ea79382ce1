import type { ComponentChild } from 'preact';
import en from './en.json';
import { choose } from './language';

export type TextKey = keyof typeof en;

/** A text, or one for each plural that the language has. */
type Text = string | { one: string; other: string };

const wished = choose(globalThis.document?.documentElement.dataset.language, globalThis.navigator?.languages ?? []);

/** Those of another language than English are loaded before anything is drawn; if they cannot be loaded, English is what there is. */
const german: Record<TextKey, Text> | undefined = wished.language === 'de' ? await import('./de.json').then(({ default: de }) => de, () => undefined) : undefined;

export const { language, locale } = german ? wished : choose('en', globalThis.navigator?.languages ?? []);

const texts: Record<TextKey, Text> = german ?? en;

const plurals = new Intl.PluralRules(language);
const counts = new Intl.NumberFormat(locale);

const PLACE = /\{(\w+)\}/;

/**
 * A text in the clerk's language.
 *
 * @param values what stands in its {places}. The number `n` chooses the plural, and is shown in the clerk's format; other numbers are
 *     shown as they are
 */
export const t = (key: TextKey, values: Record<string, string | number> = {}) => tx(key, values).join('');

/** The same with components in its places, as children of another one. */
export function tx(key: TextKey, values: Record<string, ComponentChild>): ComponentChild[] {
  const text = texts[key];
  const { n } = values;
  const chosen = typeof text === 'string' ? text : plurals.select(n as number) === 'one' ? text.one : text.other;
  return chosen.split(PLACE).map((part, place) => (place % 2 === 0 ? part : part === 'n' && typeof n === 'number' ? counts.format(n) : values[part]));
}

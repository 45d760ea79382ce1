import type { ComponentChild } from 'preact';
import type en from './en.json';
import first from './en.json?first';
import { choose } from './language';

export type TextKey = keyof typeof en;

/** A text, or one for each plural that the language has. */
type Text = string | { one: string; other: string };

const wanted = globalThis.navigator?.languages ?? [];
const wish = choose(globalThis.document?.documentElement.dataset.language, wanted);

/** Loaded before anything is drawn, for those who read it; if that fails, English is what there is. */
const german: { texts: Record<TextKey, Text>; serverIn: (locale: string) => (text: string) => string } | undefined =
  wish.language === 'de' ? await import('./de').catch(() => undefined) : undefined;

export const { language, locale } = german ? wish : choose('en', wanted);

/** Of those in English, at first what the first page needs (laterTexts). */
const texts: Record<TextKey, Text> = german?.texts ?? { ...first };

/** Has the texts there of what is loaded later, which has to wait for it. */
export async function laterTexts() {
  if (!german) Object.assign(texts, (await import('./en.json?later')).default);
}

const plurals = new Intl.PluralRules(language);
const counts = new Intl.NumberFormat(locale);

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
  const chosen = typeof text === 'string' ? text : text[plurals.select(n as number) === 'one' ? 'one' : 'other'];
  return chosen.split(/\{(\w+)\}/).map((part, place) => (place % 2 === 0 ? part : part === 'n' && typeof n === 'number' ? counts.format(n) : values[part]));
}

/** What the server says, in the clerk's language where that is known. The server speaks English. */
export const saidByServer = german?.serverIn(locale) ?? ((text: string) => text);

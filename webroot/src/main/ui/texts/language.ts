/** The languages that have texts, the fallback first. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** How numbers and dates look where the browser has no custom of its own in that language. */
const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

const languageOf = (locale: string) => LANGUAGES.find(language => language === locale.split(/[-_@]/)[0]!.toLowerCase());

/** Some browsers name what no Intl knows: en-US@posix. */
function isKnown(locale: string) {
  try {
    return new Intl.Locale(locale) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The language of the desk, and the locale of its numbers and dates.
 *
 * @param chosen what the conf says; without it, the browser's choice counts
 * @param wanted the locales of the browser, the favourite first
 */
export function choose(chosen: string | undefined, wanted: readonly string[]) {
  const language = languageOf(chosen ?? '') ?? wanted.map(languageOf).find(known => known) ?? 'en';
  return { language, locale: wanted.find(locale => languageOf(locale) === language && isKnown(locale)) ?? LOCALES[language] };
}

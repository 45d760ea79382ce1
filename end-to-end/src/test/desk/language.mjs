// Flows read in English and run in every language of the desk: what they look for is translated by the desk's own texts.
import { readFileSync } from 'node:fs';

const TEXTS = new URL('../../../../webroot/src/main/ui/texts/', import.meta.url);
const read = file => JSON.parse(readFileSync(new URL(file, TEXTS), 'utf8'));

/** In which the flows run: `en`, unless QUICKSELL_DESK_LANGUAGE says `de`. */
export const LANGUAGE = process.env.QUICKSELL_DESK_LANGUAGE || 'en';

/** What a browser in this language wants. */
export const LOCALES = { en: 'en-GB', de: 'de-DE' };

const PLACE = /\{(\w+)\}/;
const escaped = text => text.replace(/[.()+?*[\]^$|\\{}/]/g, '\\$&');
/** A space may be one that does not break. */
const pattern = text => escaped(text).replace(/\s+/g, '\\s+');
const fill = (text, valueOf) => text.split(PLACE).map((part, n) => (n % 2 ? valueOf(part) : part)).join('');
const asPattern = (text, valueOf = () => '.*?') => text.split(PLACE).map((part, n) => (n % 2 ? valueOf(part) : pattern(part))).join('');
const words = text => text.replace(/\{\w+\}/g, '');

/** Places that only numbers take. */
const NUMBERS = ['amount', 'free', 'most', 'n', 'price', 'units'];

/** Fits the text with anything in its places, but with numbers where only these stand, and where there is hardly a word between them: "4 of 23". */
function wholeOf(text) {
  const known = new Set();
  const isShort = text.startsWith('{') && words(text).replace(/\P{L}/gu, '').length < 4;
  const value = place => (NUMBERS.includes(place) || isShort ? '[\\d.,€\\s]+' : '.+?');
  const group = place => (known.has(place) ? `\\k<${place}>` : (known.add(place), `(?<${place}>${value(place)})`));
  return new RegExp(`^${asPattern(text, group)}$`);
}

const SENTENCE = /(?<=[.!?:;]) (?=\p{Lu}|\{)/u;

/** Of a text of several sentences, each with its translation. */
function sentencesOf([english, translation]) {
  const [said, translated] = [english.split(SENTENCE), translation.split(SENTENCE)];
  return said.length > 1 && said.length === translated.length ? said.map((sentence, n) => [sentence, translated[n]]) : [];
}

/** Each text and each of its plurals, with what it is in German; after them what the server says. */
const german = (() => {
  const [en, de] = [read('en.json'), read('de.json')];
  const desk = Object.keys(en).flatMap(key =>
    typeof en[key] === 'string' ? [[en[key], de[key]]] : Object.keys(en[key]).map(plural => [en[key][plural], de[key][plural]]),
  );
  return [...desk, ...Object.entries(read('server.de.json'))]
    .flatMap(text => [text, ...sentencesOf(text)])
    .filter(([english]) => /\p{L}{2,}/u.test(words(english)))
    .map(([english, translation]) => ({ english, translation, whole: wholeOf(english) }));
})();

const NUMBER = /(?<![\w.,:/-])([+−-]?)(€?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d\d)?(?![\w.,:/-])/g;

/** 1,250.00 in German; a number that looks the same in both languages stays as it is. */
const numbersInGerman = text =>
  text.replace(NUMBER, (_, sign, euro, whole, decimals = '') => `${sign}${whole.replaceAll(',', '.')}${decimals.replace('.', ',')}${euro && ' €'}`).replace(/(\d)%/g, '$1 %');

/** The German texts for one that a flow names, with its values; none if the desk has no such text. The longest text is the one that is meant. */
function translations(text) {
  const [, quoted] = /^«(.*)»$/.exec(text) ?? [];
  if (quoted) return translations(quoted).map(translation => `«${translation}»`);
  const found = german.flatMap(({ english, translation, whole }) => {
    const match = whole.exec(text);
    return match ? [{ said: words(english).length, text: fill(translation, place => inGerman(match.groups[place] ?? '')) }] : [];
  });
  if (!found.length) return compound(text);
  const most = Math.max(...found.map(({ said }) => said));
  return [...new Set(found.filter(({ said }) => said === most).map(({ text }) => text))];
}

/** "Removed: broken", "Pasted rice: how many is not said", "none 0", "2 lines · 12.50": a text of the desk beside something else. */
function compound(text) {
  const [first, ...others] = text.split(' · ');
  if (others.length) return translations(first).map(translation => [translation, ...others.map(inGerman)].join(' · '));
  const [, head, between, rest] = /^([^:]+?)(: )(.+)$/.exec(text) ?? /^(\p{L}[^:\d]*?)( )(?=[\d€])(.+)$/u.exec(text) ?? [];
  if (!head) return [];
  const [heads, rests] = [translations(head), translations(rest)];
  if (heads.length) return heads.map(translation => translation + between + inGerman(rest));
  return rests.map(translation => head + between + translation);
}

const inGerman = text => translations(text)[0] ?? numbersInGerman(text);

const anyOf = (patterns, flags = '') => new RegExp(patterns.length > 1 ? `(?:${patterns.join('|')})` : patterns[0], flags);

/** A text of which a flow names a part, or that it names together with others: as that part is in English, so may each text be that has it. */
function partsInGerman(part) {
  const named = new RegExp(`(?<![\\p{L}\\d])${pattern(part)}(?![\\p{L}\\d])`, 'iu');
  return german.filter(({ english }) => named.test(english)).map(({ translation }) => asPattern(translation));
}

/** What a locator looks for. */
function wanted(sought, exact) {
  if (typeof sought === 'string') {
    const whole = translations(sought);
    if (exact) return whole.length > 1 ? anyOf(whole.map(text => `^${pattern(text)}$`)) : (whole[0] ?? numbersInGerman(sought));
    if (whole.length) return anyOf(whole.map(pattern), 'i');
    // What is no text of the desk may be a part of one, or a name that has a word of one.
    const parts = /\p{L}{3,}/u.test(sought) ? partsInGerman(sought) : [];
    return parts.length ? anyOf([pattern(sought), ...parts], 'i') : numbersInGerman(sought);
  }
  // An expression stands for all texts that it fits.
  const { source, flags } = sought;
  const fitting = german.filter(({ english }) => [english, fill(english, () => '1'), fill(english, () => 'x')].some(text => new RegExp(sought).test(text)));
  if (!fitting.length) return sought;
  const [start, end] = [/^\^/.test(source), /[^\\]\$$/.test(source)];
  return anyOf(fitting.map(({ translation }) => (start ? '^' : '') + asPattern(translation) + (end ? '$' : '')), flags);
}

/** What the flow says in English, in the language of the page. */
export const said = (page, text) => (page.context().language === 'de' ? inGerman(text) : text);

/** A number that a field shows, in the language of the page. */
export const typed = (page, text) => (page.context().language === 'de' ? numbersInGerman(text) : text);

let taught = false;

/** Lets the locators of all pages look for texts in the language of their browser, though flows name them in English. */
export function teach(page) {
  if (taught) return;
  taught = true;
  const isGerman = it => it.page().context().language === 'de';
  for (const { prototype } of [page.mainFrame().constructor, page.locator('html').constructor]) {
    for (const method of ['getByText', 'getByLabel', 'getByPlaceholder', 'getByTitle', 'getByAltText']) {
      const original = prototype[method];
      prototype[method] = function (text, options = {}) {
        return original.call(this, isGerman(this) ? wanted(text, options.exact) : text, options);
      };
    }
    for (const [method, place] of Object.entries({ getByRole: 1, locator: 1, filter: 0 })) {
      const original = prototype[method];
      if (!original) continue;
      prototype[method] = function (...given) {
        const options = given[place];
        if (options && isGerman(this)) given[place] = inLanguage(options);
        return original.apply(this, given);
      };
    }
  }
}

const inLanguage = options => ({
  ...options,
  ...(options.name !== undefined && { name: wanted(options.name, options.exact) }),
  ...(options.hasText !== undefined && { hasText: wanted(options.hasText, false) }),
  ...(options.hasNotText !== undefined && { hasNotText: wanted(options.hasNotText, false) }),
});

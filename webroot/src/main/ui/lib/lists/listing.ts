import { folded, spellings } from './folding';
import { locale } from '../../texts';

/** How a list is sorted. */
export interface Sort {
  column: string;
  descending: boolean;
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

/** Matches texts that contain all words of the query, in any order, ignoring case and accents, as the services do. */
export function matcher(query: string): (text: string) => boolean {
  const wanted = spellings(query);
  return text => {
    const within = foldedOnce(text);
    return wanted.some(words => words.every(word => within.includes(word)));
  };
}

/**
 * Puts first what is most likely meant: names in which the words of the query are whole words or begin one, then those that begin
 * with its first word, then those that have its words in order, then the shorter ones.
 */
export function ranked<T>(rows: readonly T[], name: (row: T) => string, query: string): T[] {
  const wanted = spellings(query).filter(words => words.length);
  if (!wanted.length) return [...rows];
  const keyed = rows.map(row => ({ row, rank: bestRank(foldedOnce(name(row)).split('\n'), wanted) }));
  return keyed.sort((a, b) => a.rank - b.rank).map(({ row }) => row);
}

const isBreak = (letter = ' ') => ' ,.;:/()×+&"-–'.includes(letter);

function bestRank(texts: string[], wanted: string[][]) {
  let best = Infinity;
  for (const text of texts) for (const words of wanted) best = Math.min(best, rankOf(text, words));
  return best;
}

function rankOf(text: string, words: readonly string[]) {
  let rank = 0;
  let disorder = 0;
  let last = -1;
  for (const word of words) {
    let [best, place] = [2, text.indexOf(word)];
    for (let at = place; at >= 0 && best; at = text.indexOf(word, at + 1)) {
      if (!isBreak(text[at - 1])) continue;
      const now = isBreak(text[at + word.length]) ? 0 : 1;
      if (now < best) [best, place] = [now, at];
    }
    rank += best;
    if (place < last) disorder = 1;
    last = place;
  }
  return ((rank * 2 + Number(!text.startsWith(words[0]!))) * 2 + disorder) * 1_000 + text.length;
}

/**
 * Cuts a text where the words of the query stand in it, so that they can be marked: what is not marked and what is, in turns. Nothing
 * is marked where the text has only a part of them.
 */
export function marked(text: string, query: string): string[] {
  const characters = [...text];
  const wanted = spellings(query);
  for (const line of [0, 1]) {
    const letters = characters.map(character => folded(character).split('\n'));
    const places = letters.flatMap((lines, n) => (lines[line] ?? lines[0]!).split('').map(() => n));
    const within = letters.map(lines => lines[line] ?? lines[0]).join('');
    const words = wanted.find(each => each.every(word => within.includes(word)));
    if (!words) continue;
    const hit = new Set(words.flatMap(word => places.slice(placeOf(word, within), placeOf(word, within) + word.length)));
    const parts = [''];
    characters.forEach((character, n) => {
      if (hit.has(n) === (parts.length % 2 === 1)) parts.push('');
      parts[parts.length - 1] += character;
    });
    return parts;
  }
  return [text];
}

/** Where a word begins one of the text's, or else stands at all. */
function placeOf(word: string, text: string) {
  let at = text.indexOf(word);
  const first = at;
  while (at >= 0 && !isBreak(text[at - 1])) at = text.indexOf(word, at + 1);
  return at < 0 ? first : at;
}

/** Does in advance what the first keystroke would otherwise have to do for each of these texts. */
export function prepareToMatch(texts: readonly string[]) {
  texts.forEach(foldedOnce);
}

const MAX_FOLDED = 50_000;
const foldedTexts = new Map<string, string>();

/** Cached, because names are searched at every keystroke. */
function foldedOnce(text: string) {
  let result = foldedTexts.get(text);
  if (result === undefined) {
    if (foldedTexts.size >= MAX_FOLDED) foldedTexts.clear();
    result = folded(text);
    foldedTexts.set(text, result);
  }
  return result;
}

/**
 * A sorted copy: numbers by size, texts as people sort them. Sorting costs more than filtering, so lists that are filtered at every
 * keystroke should be sorted beforehand.
 */
export function sorted<T>(rows: readonly T[], key: (row: T) => string | number, descending: boolean): T[] {
  const keyed = rows.map(row => ({ row, key: key(row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * compare(a.key, b.key));
  return keyed.map(({ row }) => row);
}

const compare = (a: string | number, b: string | number) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** Whether rows that were sorted by these keys are no longer in order, because some keys have changed since. */
export const isOutOfOrder = (before: readonly (string | number)[], now: readonly (string | number)[], descending: boolean) =>
  now.some((key, n) => {
    if (key === before[n]) return false;
    const sign = descending ? -1 : 1;
    return (n > 0 && sign * compare(now[n - 1]!, key) > 0) || (n + 1 < now.length && sign * compare(key, now[n + 1]!) > 0);
  });

/** The result of a click on a column's header. */
export const nextSort = (sort: Sort | undefined, column: string): Sort => ({
  column,
  descending: sort?.column === column && !sort.descending,
});

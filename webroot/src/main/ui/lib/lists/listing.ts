import { folded, spellings } from './folding';

/** How a list is sorted. */
export interface Sort {
  column: string;
  descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Matches texts that contain all words of the query, in any order, ignoring case and accents, as the services do. */
export function matcher(query: string): (text: string) => boolean {
  const wanted = spellings(query);
  return text => {
    const within = foldedOnce(text);
    return wanted.some(words => words.every(word => within.includes(word)));
  };
}

/** Moves the rows whose names begin with the query to the front. */
export function withPrefixFirst<T>(rows: readonly T[], name: (row: T) => string, query: string): T[] {
  const prefixes = spellings(query).map(words => words.join(' '));
  const begins = (row: T) =>
    foldedOnce(name(row))
      .split('\n')
      .some(spelling => prefixes.some(prefix => spelling.startsWith(prefix)));
  return [...rows.filter(begins), ...rows.filter(row => !begins(row))];
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

/** The result of a click on a column's header. */
export const nextSort = (sort: Sort | undefined, column: string): Sort => ({
  column,
  descending: sort?.column === column && !sort.descending,
});

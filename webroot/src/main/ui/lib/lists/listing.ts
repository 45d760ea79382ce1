/** Sorted by a column, up or down. */
export interface Sort {
  column: string;
  descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Without accents and case. Most names have no accents, and to look for them costs the most. */
const folded = (text: string) => (isAscii(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

/** Whether all words of a query are in a text, in any order and case, with or without accents. */
export function matcher(query: string): (text: string) => boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return text => {
    const within = foldedOnce(text);
    return words.every(word => within.includes(word));
  };
}

/** Those that begin with a query come first. */
export function withPrefixFirst<T>(rows: readonly T[], name: (row: T) => string, query: string): T[] {
  const prefix = folded(query.trim());
  const begins = (row: T) => foldedOnce(name(row)).startsWith(prefix);
  return [...rows.filter(begins), ...rows.filter(row => !begins(row))];
}

/** Does what the first keystroke would have to do for each of these texts. */
export function prepareToMatch(texts: readonly string[]) {
  texts.forEach(foldedOnce);
}

const MAX_FOLDED = 50_000;
const foldedTexts = new Map<string, string>();

/** Names are looked through at every keystroke. */
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
 * A copy, in the order of what `key` gives: numbers by size, texts as people sort them. It costs more than filtering does: what
 * is filtered at every keystroke is sorted before.
 */
export function sorted<T>(rows: readonly T[], key: (row: T) => string | number, descending: boolean): T[] {
  const keyed = rows.map(row => ({ row, key: key(row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * compare(a.key, b.key));
  return keyed.map(({ row }) => row);
}

const compare = (a: string | number, b: string | number) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** What a click on a column's header does. */
export const nextSort = (sort: Sort | undefined, column: string): Sort => ({
  column,
  descending: sort?.column === column && !sort.descending,
});

import { matcher, ranked } from '../lists/listing';
import { parseQuantity } from './draft';

/** How many of what: "12 apfelsaft". */
export interface Counted {
  units: number;
  words: string;
  /** Whether the number can be nothing but a count, because a sign stands behind it: "12x apfelsaft". */
  signed: boolean;
}

const COUNTED = /^\s*(\d+)(\s*[x×*]\s+|\s*[×*]\s*|\s+)(\S.*)$/i;

/** The only way to read a text as a number of units of something; undefined if it cannot be read like that. */
export function counted(text: string): Counted | undefined {
  const [, digits = '', between = '', words = ''] = COUNTED.exec(text) ?? [];
  const units = parseQuantity(digits);
  return units ? { units, words: words.trim(), signed: between.trim() !== '' } : undefined;
}

const hasNumber = (text: string, number: number) => text.match(/\d+/g)?.some(digits => Number(digits) === number) ?? false;

/** Whether the number may as well be a part of this name, as in "550 weizenmehl". Then a clerk has to say how many. */
export const isDoubtful = ({ units, words, signed }: Counted, name: string) => !signed && hasNumber(name, units) && !hasNumber(words, units);

const beginsWith = (name: string, number: number) => Number(/^\d+/.exec(name)?.[0]) === number;

export interface Found<T> {
  rows: readonly T[];
  /** So many of the first ones have the whole text in their names, the number as well. */
  whole: number;
  /** What the text says of the others. */
  count?: Counted;
}

/**
 * The rows that a text means, the likeliest first. A number in front is how many; but of names that begin with it, like "2 in 1 shampoo", it
 * is a part, and so it is if nothing is found otherwise.
 *
 * @param counting false if nothing is counted: then a number is a part of the name
 */
export function findCounted<T>(rows: readonly T[], nameOf: (row: T) => string, text: string, counting = true): Found<T> {
  const isWhole = matcher(text);
  const count = counting ? counted(text) : undefined;
  const all = () => {
    const found = ranked(rows.filter(row => isWhole(nameOf(row))), nameOf, text);
    return { rows: found, whole: found.length };
  };
  if (!count) return all();
  const isPart = matcher(count.words);
  const [own, others]: [T[], T[]] = [[], []];
  for (const row of rows) {
    const name = nameOf(row);
    if (!isPart(name)) continue;
    (beginsWith(name, count.units) && isWhole(name) ? own : others).push(row);
  }
  if (!own.length && !others.length) return all();
  return { rows: [...ranked(own, nameOf, text), ...ranked(others, nameOf, count.words)], whole: own.length, count };
}

/** Whether a text is more than what is typed into a field: lines, or cells of a sheet. */
export const isPastedList = (text: string) => /[\n\t]/.test(text.trim());

import table from '../../../../../../common/src/main/resources/folding.txt?raw';

/** What becomes of a character of a decomposed text; those that stay are not in it. The services read the same table. */
const becomes = new Map<string, string>();

for (const line of table.trim().split('\n')) {
  const [what, ...which] = line.split(' ') as [string, ...string[]];
  const move = /^[+-]\d+$/.test(what) ? Number(what) : undefined;
  if (what !== 'drop' && move === undefined) {
    for (const character of which[0]!) becomes.set(character, what);
    continue;
  }
  for (const range of which) {
    const [first, last = first] = range.split(/[-~]/).map(number => parseInt(number, 16)) as [number, number?];
    for (let number = first; number <= last; number += range.includes('~') ? 2 : 1) {
      becomes.set(String.fromCodePoint(number), move === undefined ? '' : String.fromCodePoint(number + move));
    }
  }
}

/** What stands in the table may stand there again: Ø becomes ø, which becomes o. */
function foldedCharacters(text: string): string {
  let folded = '';
  for (const character of text) {
    const next = becomes.get(character);
    folded += next === undefined ? character : foldedCharacters(next);
  }
  return folded;
}

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

/**
 * The form of a text in which it is searched: without case, accents and what cannot be seen, and with foreign letters as the Latin ones
 * that people type instead (ß is ss, ø is o). With umlauts it has a second line, with ae, oe and ue for them.
 */
export function folded(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  const decomposed = text.normalize('NFKD');
  const spelledOut = decomposed.replace(/([aou])\u0308/gi, '$1e');
  const first = foldedCharacters(decomposed);
  return spelledOut === decomposed ? first : `${first}\n${foldedCharacters(spelledOut)}`;
}

/** Those that are left when a text is folded. */
const SPACES = /[\t-\r\u0085\u1680\u2028\u2029]/g;

/** The words of a query, in each of the spellings that it may have. */
export const spellings = (query: string) =>
  folded(query.replace(SPACES, ' '))
    .split('\n')
    .map(line => line.split(' ').filter(Boolean));

import { expect, test } from 'vitest';
import expected from '../../../../../../common/src/test/resources/folded.txt?raw';
import searches from '../../../../../../common/src/test/resources/searches.csv?raw';
import { matcher } from './listing';
import { folded } from './folding';

/** The services are held to the same two files. */
const unescaped = (text: string) => text.replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

const rows = searches.trimEnd().split('\n').slice(1);

test.each(rows.map(row => unescaped(row).split('|') as [string, string, string]))('"%s" in "%s": %s', (typed, text, found) =>
  expect(matcher(typed)(text)).toBe(found === 'true'),
);

test('every character of Unicode is folded as ICU would', async () => {
  const [characters, digest] = expected.split('\n') as [string, string];
  const all: string[] = [];
  for (const range of characters.split(' ')) {
    const [first, last = first] = range.split(/[-~]/).map(hex => parseInt(hex, 16)) as [number, number?];
    for (let character = first; character <= last; character += range.includes('~') ? 2 : 1) {
      all.push(folded(String.fromCodePoint(character)));
    }
  }
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(all.join('\0')));
  expect([...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('')).toBe(digest);
});

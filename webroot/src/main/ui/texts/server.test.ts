import { expect, test } from 'vitest';
import german from './server.de.json';
import { translator } from './server';

const java = import.meta.glob<string>('../../../../../*/src/main/java/**/*.java', { query: '?raw', import: 'default', eager: true });

/** All that the services may say, without the places where a text goes on in another line. */
const sources = Object.values(java).join('\n').replace(/"\s*\+\s*"/g, '').replaceAll('%,d', '%d');

const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

test('every text that is translated is one of the server', () => {
  expect(Object.keys(java).length).toBeGreaterThan(100);
  const parts = Object.keys(german).flatMap(said => said.split(/\{\w+\}/).map(part => part.trim()));
  // Of "The {name} service is not there just now", the name alone is not in the sources.
  const unknown = parts.filter(part => part.length > 4 && !sources.includes(part.replace(/^The (inventory|payment|access) service /, ' service ')));
  expect(unknown).toEqual([]);
});

test('a translation has no places that the text of the server has not', () => {
  const wrong = Object.entries(german).filter(([said, translation]) => !placesOf(translation).every(place => placesOf(said).includes(place)));
  expect(wrong).toEqual([]);
});

const inGerman = translator(german, 'de-DE');

test.each([
  ['is missing', 'fehlt'],
  ['must have 1 to 200 characters; it has 1,201', 'muss 1 bis 200 Zeichen haben, nicht 1.201'],
  ['must be from 0.00 to 9,999,999.99', 'muss zwischen 0,00 und 9.999.999,99 liegen'],
  ['must be from 0 to 1,000,000', 'muss zwischen 0 und 1.000.000 liegen'],
  ['There are 12 units; the quantity must stay from 0 to 1,000,000,000.', 'Es sind 12 Stück da; der Bestand muss zwischen 0 und 1.000.000.000 bleiben.'],
  ['There is no user O\'Neill $1.', 'Den Benutzer O\'Neill $1 gibt es nicht.'],
  ['Something new.', 'Something new.'],
])('"%s" is "%s"', (said, translation) => expect(inGerman(said)).toBe(translation));

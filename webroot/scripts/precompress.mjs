// Lists what may be served and puts a brotli twin beside each text file, because Java has no brotli; the server makes gzip itself.
// Fails when a browser would have to load more than agreed: script at first or later for a part of the desk, texts of another language,
// style, and the fonts of a page in Latin letters.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** In bytes: gzipped, but for fonts, which are compressed already. */
const MAX = { 'script at first': 50_000, 'script later': 8_000, texts: 12_000, style: 15_000, fonts: 60_000 };

const desk = fileURLToPath(new URL('../target/classes/desk/', import.meta.url));

const files = readdirSync(desk, { recursive: true })
  .filter(file => statSync(desk + file).isFile())
  .map(file => file.split(sep).join('/'))
  .sort();

const sizes = new Map();
for (const file of files.filter(file => /\.(css|html|js|json|svg|txt)$/.test(file))) {
  const plain = readFileSync(desk + file);
  writeFileSync(`${desk}${file}.br`, brotliCompressSync(plain));
  sizes.set(file, gzipSync(plain).length);
}
writeFileSync(`${desk}files.json`, JSON.stringify(files));

/** The scripts that a file names, but those that it loads with import(). */
const named = file => [...readFileSync(desk + file, 'utf8').matchAll(/(?:src=|\bfrom ?|\bimport ?)["'`][^"'`]*?\/([\w-]+\.js)["'`]/g)].map(([, name]) => name);

const first = new Set();
const load = file =>
  named(file)
    .map(name => files.find(other => other.endsWith(name)))
    .filter(other => !first.has(other))
    .forEach(other => load(other, first.add(other)));
load('index.html');

/** Of a style: those that a browser loads for a page that has only ASCII in it. */
const fontsForLatin = style =>
  [...readFileSync(desk + style, 'utf8').matchAll(/@font-face ?{[^}]*}/g)]
    .map(([face]) => face)
    .filter(face => /unicode-range: ?[^;}]*U\+(0+-|\?\?)/i.test(face) || !face.includes('unicode-range'))
    .flatMap(face => face.match(/[\w-]+\.woff2/) ?? []);

const scripts = files.filter(file => file.endsWith('.js'));
const styles = files.filter(file => file.endsWith('.css'));
const isOfTexts = file => /^(de|en)-[\w-]{8}\.js$/.test(basename(file));
const fonts = files.filter(file => styles.flatMap(fontsForLatin).includes(basename(file)));
const sum = (what, some, size = file => sizes.get(file)) => [what, some.map(size).reduce((one, other) => one + other, 0), some];

const loaded = [
  sum('script at first', [...first]),
  ...scripts.filter(file => !first.has(file)).map(file => sum(isOfTexts(file) ? 'texts' : 'script later', [file])),
  sum('style', styles),
  sum('fonts', fonts, file => statSync(desk + file).size),
];

const said = n => n.toLocaleString('en');
for (const what of Object.keys(MAX)) {
  const some = loaded.filter(([kind]) => kind === what);
  const largest = Math.max(0, ...some.map(([, bytes]) => bytes));
  console.log(`${what.padEnd(15)} ${said(largest).padStart(6)} bytes of ${said(MAX[what])} at most${some.length > 1 ? `, the largest of ${some.length} files` : ''}`);
}
const tooLarge = loaded.filter(([what, bytes]) => bytes > MAX[what]);
tooLarge.forEach(([what, bytes, some]) => console.error(`The order desk is too heavy: ${what} has ${said(bytes)} bytes, and ${said(MAX[what])} are allowed: ${some.join(', ')}`));
if (tooLarge.length) process.exit(1);

// Lists what may be served and puts a brotli twin beside each text file, because Java has no brotli; the server makes gzip itself.
// Fails when a browser would have to load more script than agreed: at first, or later for a part of the desk.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const MAX_FIRST_BYTES = 50_000;
/** Of each script that is loaded by itself when somebody needs it. */
const MAX_LATER_BYTES = 8_000;
/** Of the texts of a language, which are loaded only where it is the clerk's. */
const MAX_TEXTS_BYTES = 9_000;

const desk = fileURLToPath(new URL('../target/classes/desk/', import.meta.url));

const files = readdirSync(desk, { recursive: true })
  .filter(file => statSync(desk + file).isFile())
  .map(file => file.split(sep).join('/'))
  .sort();

const sizes = new Map();
for (const file of files.filter(file => /\.(css|html|js|json|svg|txt)$/.test(file))) {
  const plain = readFileSync(desk + file);
  writeFileSync(`${desk}${file}.br`, brotliCompressSync(plain));
  if (file.endsWith('.js')) sizes.set(file, gzipSync(plain).length);
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

const total = [...first].reduce((sum, file) => sum + sizes.get(file), 0);
const mostBytes = file => (/\/de-[\w-]+\.js$/.test(file) ? MAX_TEXTS_BYTES : MAX_LATER_BYTES);
const tooLarge = [...sizes].filter(([file, bytes]) => !first.has(file) && bytes > mostBytes(file));
if (total > MAX_FIRST_BYTES) tooLarge.push(['what is loaded at first', total]);
if (tooLarge.length) {
  tooLarge.forEach(([what, bytes]) => console.error(`${what} has ${bytes} bytes of script gzipped; ${MAX_FIRST_BYTES} at first, ${MAX_LATER_BYTES} a file later and ${MAX_TEXTS_BYTES} for texts are allowed.`));
  process.exit(1);
}
console.log(`${total} bytes of script gzipped at first, of ${MAX_FIRST_BYTES}; later ${sizes.size - first.size} files of ${MAX_LATER_BYTES} at most`);

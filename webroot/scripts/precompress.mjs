// Lists what may be served and puts a brotli twin beside each text file, because Java has no brotli; the server makes gzip itself.
// Fails when a browser would have to load more script than agreed.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const MAX_SCRIPT_BYTES = 44_000;

const desk = fileURLToPath(new URL('../target/classes/desk/', import.meta.url));

const files = readdirSync(desk, { recursive: true })
  .filter(file => statSync(desk + file).isFile())
  .map(file => file.split(sep).join('/'))
  .sort();

let scriptBytes = 0;
for (const file of files.filter(file => /\.(css|html|js|json|svg|txt)$/.test(file))) {
  const plain = readFileSync(desk + file);
  writeFileSync(`${desk}${file}.br`, brotliCompressSync(plain));
  if (file.endsWith('.js')) scriptBytes += gzipSync(plain).length;
}
writeFileSync(`${desk}files.json`, JSON.stringify(files));

if (scriptBytes > MAX_SCRIPT_BYTES) {
  console.error(`The scripts of the desk have ${scriptBytes} bytes gzipped, and may have ${MAX_SCRIPT_BYTES}.`);
  process.exit(1);
}
console.log(`${scriptBytes} bytes of script gzipped, of ${MAX_SCRIPT_BYTES}`);

// Lists what may be served and puts a gzip twin beside each text file, so that the server compresses nothing while it runs.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const desk = fileURLToPath(new URL('../target/classes/desk/', import.meta.url));

const files = readdirSync(desk, { recursive: true })
  .filter(file => statSync(desk + file).isFile())
  .map(file => file.split(sep).join('/'))
  .sort();

for (const file of files.filter(file => /\.(css|html|js|json|svg|txt)$/.test(file))) {
  writeFileSync(`${desk}${file}.gz`, gzipSync(readFileSync(desk + file), { level: 9 }));
}
writeFileSync(`${desk}files.json`, JSON.stringify(files));

// Installs the packages of a lock file, unless they are there already: a build without changes needs no network.
// Argument: the folder of the lock file, or none for that of the order desk.
import { execSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

const manifest = readFileSync('package.json', 'utf8');
const needed = JSON.parse(manifest).engines.node.replace('>=', '');
const [major, minor] = needed.split('.').map(Number);
const [runningMajor, runningMinor] = process.versions.node.split('.').map(Number);
if (runningMajor < major || (runningMajor === major && runningMinor < minor)) {
  console.error(`The order desk needs Node ${needed} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const stamp = 'node_modules/.installed';
const wanted = [process.platform, process.arch, manifest, readFileSync('package-lock.json', 'utf8')].join('\n');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  execSync('npm ci --no-audit --no-fund', { stdio: 'inherit' });
  writeFileSync(stamp, wanted);
}

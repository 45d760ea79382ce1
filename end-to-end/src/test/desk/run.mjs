// Runs the flows of the desk one after the other, in one browser.
// Arguments: the address of the desk, a folder for pictures, and the names of flows, or a share of all in flows/: 1/2 means every second one
// but those that measure the time, and so have to be alone on the machine ("alone" means these), and those that need a system whose users
// log in ("users" means these).
import { readdirSync } from 'node:fs';
import { inspect } from 'node:util';
import { withBrowser } from './browser.mjs';
import { Desk } from './desk.mjs';

const [address, pictures, ...named] = process.argv.slice(2);
const [, share, shares] = /^(\d+)\/(\d+)$/.exec(named[0] ?? '1/1') ?? [];
const all = readdirSync(new URL('flows/', import.meta.url)).map(file => file.replace('.mjs', '')).sort();
const own = { alone: [], users: [] };
for (const name of all) {
  const { measuresTime, needsUsers } = await import(`./flows/${name}.mjs`);
  if (measuresTime) own.alone.push(name);
  if (needsUsers) own.users.push(name);
}
const shared = all.filter(name => !Object.values(own).flat().includes(name));
const names = share ? shared.filter((_, n) => n % shares === share - 1) : (own[named[0]] ?? named);
const failed = [];

await withBrowser(async browser => {
  for (const name of names) {
    const desk = new Desk(browser, address, pictures);
    const began = Date.now();
    try {
      const { default: flow } = await import(`./flows/${name}.mjs`);
      await flow(desk);
      await desk.close();
      console.log(`passed ${name} (${Date.now() - began} ms)`);
    } catch (failure) {
      failed.push(name);
      console.log(`FAILED ${name} (${Date.now() - began} ms): ${inspect(failure)}\ncomplaints: ${desk.complaints.join('\n')}`);
      await desk.close().catch(() => {});
    }
  }
});
process.exit(failed.length ? 1 : 0);

// On a slow line the desk shows that it is loading, and then what there is; without a line it says so at once.
import { attributeIs, connectionIs, countIs, focused, rowOf, seen, tableOf } from '../desk.mjs';

const LIST = /\/api\/inventory\/products\?/;

export default async function (desk) {
  await listsAndLine(desk);
  await menuBeforeItsItems(desk);
}

async function listsAndLine(desk) {
  await desk.addProduct({ name: 'Tea by post' });
  const page = await (await desk.context()).newPage();
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 });
  await page.goto(`${desk.address}/orders`, { waitUntil: 'commit' });
  await seen(page.locator('table[aria-busy=true] .bone').first());
  // The script of this page takes as long as its list, which has to come later to be waited for.
  let waiting = [];
  await page.route(LIST, route => (waiting ? void waiting.push(route) : route.continue()));
  await page.goto(`${desk.address}/products`, { waitUntil: 'commit' });
  const products = tableOf(page, 'Products');
  await seen(products.locator('.bone').first());
  await attributeIs(products, 'aria-busy', 'true');
  const held = waiting.splice(0);
  waiting = undefined;
  await Promise.all(held.map(route => route.continue()));
  await seen(rowOf(page, 'Products', 'Tea by post'));
  await connectionIs(page, 'Live');
  await attributeIs(products, 'aria-busy', 'false');

  await page.context().setOffline(true);
  await connectionIs(page, 'Reconnecting');
  await connectionIs(page, 'Offline since');
  await desk.addProduct({ name: 'Tea in the meantime' });
  await page.context().setOffline(false);
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Products', 'Tea in the meantime'));
}

/** It has the keyboard at once, and its first item when that has come. */
async function menuBeforeItsItems(desk) {
  const context = await desk.context();
  let come;
  const waited = new Promise(done => (come = done));
  await context.route(/assets.*clerk-items/, route => waited.then(() => route.continue()));
  const page = await desk.open('/orders', context);
  await connectionIs(page, 'Live');
  const menu = page.getByRole('menu');
  await page.locator('.clerk').click();
  await focused(menu);
  await page.keyboard.press('Escape');
  await countIs(menu, 0);
  await focused(page.locator('.clerk'));
  await page.keyboard.press('Enter');
  await focused(menu);
  come();
  await focused(menu.locator('.menu-item').first());
  await page.keyboard.press('Escape');
  await countIs(menu, 0);
}

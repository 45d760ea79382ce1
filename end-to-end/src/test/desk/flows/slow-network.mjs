// On a slow line the desk shows that it is loading, and then what there is; without a line it says so at once.
import { connectionIs, rowOf, seen } from '../desk.mjs';

export default async function (desk) {
  await desk.addProduct({ name: 'Tea by post' });
  const page = await (await desk.context()).newPage();
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 });
  await page.goto(`${desk.address}/orders`);
  await seen(page.locator('table[aria-busy=true] .bone').first());
  await page.goto(`${desk.address}/products`);
  await seen(rowOf(page, 'Products', 'Tea by post'));
  await connectionIs(page, 'Live');
  await seen(page.locator('table[aria-busy=false]'));

  await page.context().setOffline(true);
  await connectionIs(page, 'Reconnecting');
  await connectionIs(page, 'Offline since');
  await desk.addProduct({ name: 'Tea in the meantime' });
  await page.context().setOffline(false);
  await connectionIs(page, 'Live');
  await seen(rowOf(page, 'Products', 'Tea in the meantime'));
}

import { computed, signal } from '@preact/signals';
import { arrive, followTabs, isBarred, welcomeAll } from './access/session';
import { Feed } from './live/feed';
import type { Connection } from './live/stream';
import { Orders } from './orders/orders';
import { Deletions } from './products/deletions';
import { Products } from './products/products';
import { getConfig, getMe } from './server/api';
import { Load } from './server/load';
import type { Config } from './server/types';

export const products = new Products(subscriber => new Feed('/api/inventory/events', subscriber));
export const orders = new Orders(subscriber => new Feed('/api/payment/events', subscriber));

export const deletions = new Deletions(products);
addEventListener('pagehide', () => void deletions.finishAll());

/** Undefined until loaded. */
export const config = signal<Config | undefined>(undefined);
export const configLoad = new Load(async () => {
  config.value = await getConfig();
  if (config.value.access === 'required') arrive(await getMe());
  else welcomeAll();
});
followTabs(getMe);
void configLoad.run();

const WORST_FIRST: Connection['state'][] = ['offline', 'reconnecting', 'connecting', 'live'];

const listsToSee = () => [...(isBarred('products:read') ? [] : [products]), ...(isBarred('orders:read') ? [] : [orders])];

/** The worst of the services' connections; undefined for whoever has none. */
export const connection = computed<Connection | undefined>(
  () => listsToSee().map(({ feed }) => feed.connection.value).sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))[0],
);

/** Whether what is shown may be old: it could not be loaded anew, which is tried again and again. */
export const outdated = computed(() => listsToSee().some(({ load, stale }) => load.done.value && stale.value));

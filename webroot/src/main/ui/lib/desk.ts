import { computed, signal } from '@preact/signals';
import { Feed } from './live/feed';
import type { Connection } from './live/stream';
import { Orders } from './orders/orders';
import { Deletions } from './products/deletions';
import { Products } from './products/products';
import { getConfig, type Config } from './server/api';
import { Load } from './server/load';

export const products = new Products(subscriber => new Feed('/api/inventory/events', subscriber));
export const orders = new Orders(subscriber => new Feed('/api/payment/events', subscriber));

export const deletions = new Deletions(products);
addEventListener('pagehide', () => deletions.finishAll());

/** Undefined until loaded. */
export const config = signal<Config | undefined>(undefined);
export const configLoad = new Load(async () => {
  config.value = await getConfig();
});
void configLoad.run();

const WORST_FIRST: Connection['state'][] = ['offline', 'reconnecting', 'connecting', 'live'];

/** The worse of the two services' connections. */
export const connection = computed<Connection>(() => {
  const [a, b] = [products.feed.connection.value, orders.feed.connection.value];
  return WORST_FIRST.indexOf(a.state) <= WORST_FIRST.indexOf(b.state) ? a : b;
});

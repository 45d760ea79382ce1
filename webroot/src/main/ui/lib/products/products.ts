import { batch, computed, type ReadonlySignal } from '@preact/signals';
import { prepareToMatch } from '../lists/listing';
import { Collection, type Row } from '../live/collection';
import { WITHOUT_FEED_MILLIS, type Feed, type FeedEvent, type OpenFeed } from '../live/feed';
import { perFrame } from '../live/frames';
import { FIRST_PRODUCTS, getPage } from '../server/api';
import { Load } from '../server/load';
import type { Page, Product } from '../server/types';
import { Tally } from './tally';

/** All products of the shop, as they are now. */
export class Products {
  private readonly tally = new Tally();
  private readonly known = new Collection<Product>(this.tally);
  readonly load = new Load(() => this.loadAll());
  readonly feed: Pick<Feed, 'connection'>;
  /** Whether what is shown may be out of date. */
  readonly stale: ReadonlySignal<boolean>;

  constructor(openFeed: OpenFeed) {
    this.feed = openFeed(perFrame(events => this.apply(events)));
    this.stale = computed(() => this.feed.connection.value.state === 'offline' || this.load.failure.value?.isDefinite === false);
    setTimeout(() => this.load.done.peek() || this.load.running.peek() || this.load.run(), WITHOUT_FEED_MILLIS);
  }

  /** Oldest first. The list is replaced only when a product is added or removed; a change notifies the subscribers of its row. */
  get rows(): ReadonlySignal<readonly Row<Product>[]> {
    return this.known.rows;
  }

  /** The ids of those that are low on stock; a new set only when it changes. */
  get low(): ReadonlySignal<ReadonlySet<string>> {
    return this.tally.low;
  }

  /** What all units, free and held, come to at their prices, in cents. */
  get worth(): ReadonlySignal<bigint> {
    return this.tally.worth;
  }

  get(id: string): Row<Product> | undefined {
    return this.known.get(id);
  }

  /** Shows the server's response before its event arrives. */
  put(product: Product) {
    this.known.put([product]);
  }

  remove(id: string) {
    this.known.remove([id]);
  }

  private async loadAll() {
    this.known.beginLoad();
    let path: string | undefined = FIRST_PRODUCTS;
    while (path) {
      const page: Page<Product> = await getPage<Product>(path);
      this.known.put(page.rows);
      prepareToMatch(page.rows.map(({ name }) => name));
      path = page.next;
    }
    this.known.finishLoad();
  }

  private apply(events: FeedEvent[]) {
    batch(() => {
      this.known.put(events.filter(({ name }) => name === 'product_changed').map(({ data }) => data as Product));
      this.known.remove(events.filter(({ name }) => name === 'product_deleted').map(({ data }) => (data as Product).id));
    });
    if (events.some(({ name }) => name === 'reset')) void this.load.run();
  }
}

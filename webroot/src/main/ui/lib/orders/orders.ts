import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { Collection, type Row } from '../live/collection';
import { WITHOUT_FEED_MILLIS, type Feed, type FeedEvent, type OpenFeed } from '../live/feed';
import { perFrame } from '../live/frames';
import { getOrder, getPage, ordersLike, type Order, type OrderFilter, type Page, type ProblemError } from '../server/api';
import { Load } from '../server/load';

const PAGE = 50;
const LONGEST_PAGE = 500;
/** More are kept only while somebody reads on; of new orders no more than this are counted meanwhile. */
export const MAX_ROWS = 2_000;
const MAX_WATCHED = 20;

/** The orders that the desk shows: the newest ones, and older ones on demand. */
export class Orders {
  private readonly known = new Collection<Order>();
  /** Those that stay live whatever the list does. */
  private readonly watched = new Collection<Order>();
  private readonly list = signal<readonly Row<Order>[]>([]);
  private readonly waiting = signal<ReadonlySet<string>>(new Set());
  private readonly wanted = signal<OrderFilter>({});
  private readonly olderThere = signal(false);
  private next?: string;
  /** Older orders than this are not known without a gap. */
  private horizon = '';
  private atLeast = PAGE;

  readonly load = new Load(() => this.loadNewest());
  private readonly older = new Load(() => this.loadNext());
  private readonly watchedLoad = new Load(() => this.loadWatched());
  readonly feed: Pick<Feed, 'connection'>;
  /** What is shown may be old. */
  readonly stale: ReadonlySignal<boolean>;
  /** The page sets this while new orders would move what is being read; they are counted instead. */
  readonly reading = signal(false);
  /** How many new orders are there that `rows` does not have yet; MAX_ROWS means that many or more. */
  readonly fresh = computed(() => this.waiting.value.size);

  constructor(openFeed: OpenFeed) {
    this.feed = openFeed(perFrame(events => this.take(events)));
    this.stale = computed(() => this.feed.connection.value.state === 'offline' || this.load.failure.value !== undefined);
    this.reading.subscribe(reading => reading || this.showFresh());
    setTimeout(() => this.load.done.peek() || this.load.run(), WITHOUT_FEED_MILLIS);
  }

  /** Newest first, those that the filter wants. An order that changes so that it no longer fits stays until the list changes. */
  get rows(): ReadonlySignal<readonly Row<Order>[]> {
    return this.list;
  }

  get filter(): ReadonlySignal<OrderFilter> {
    return this.wanted;
  }

  /** Whether loadOlder() would bring more. */
  get more(): ReadonlySignal<boolean> {
    return this.olderThere;
  }

  filterBy(filter: OrderFilter) {
    batch(() => {
      this.wanted.value = filter;
      this.waiting.value = new Set();
      this.load.done.value = false;
      this.atLeast = PAGE;
      this.arrange();
    });
    void this.load.run();
  }

  showFresh() {
    const { size } = this.waiting.peek();
    if (!size) return;
    if (size >= MAX_ROWS) return this.filterBy(this.wanted.peek());
    this.waiting.value = new Set();
    this.arrange();
  }

  /** Called while it runs already, it does nothing more. */
  async loadOlder() {
    if (!this.olderThere.peek() || this.older.running.peek()) return;
    if (this.next) return this.older.run();
    this.atLeast = this.list.peek().length + PAGE;
    return this.load.run();
  }

  /** Whether older ones are on their way, or why they are not. */
  get olderLoad(): Pick<Load, 'running' | 'failure'> {
    return this.older;
  }

  /** An order to look at in detail, also one that the list does not have; live. Rejects with a ProblemError. */
  async open(id: string): Promise<Row<Order>> {
    return this.watch(this.watched.get(id)?.peek() ?? this.known.get(id)?.peek() ?? (await getOrder(id)));
  }

  /** Live from now on, also when the list lets it go. The last twenty are. */
  watch(order: Order): Row<Order> {
    this.watched.put([order]);
    this.watched.forget(this.watched.rows.peek().slice(0, -MAX_WATCHED).map(row => row.peek().id));
    return this.watched.get(order.id)!;
  }

  /** Shows an answer of the server before its event comes, and one's own order at once. */
  put(order: Order) {
    this.watched.put([order].filter(({ id }) => this.watched.get(id)));
    this.known.put([order]);
    this.waiting.value = new Set([...this.waiting.peek()].filter(id => id !== order.id));
    this.arrange();
  }

  private async loadNewest() {
    const filter = this.wanted.peek();
    this.known.beginLoad();
    const limit = Math.min(this.atLeast, LONGEST_PAGE);
    let path: string | undefined = ordersLike(filter, limit);
    for (let asked = 0; path && asked < this.atLeast; asked += limit) {
      const page: Page<Order> = await getPage<Order>(path);
      if (filter !== this.wanted.peek()) return;
      if (this.load.done.peek()) this.wait(page.rows.filter(order => this.isNews(order)));
      this.takePage(page);
      path = page.next;
    }
    this.known.finishLoad();
    this.arrange();
  }

  private async loadWatched() {
    for (const row of this.watched.rows.peek()) {
      try {
        this.watched.put([await getOrder(row.peek().id)]);
      } catch (error) {
        if ((error as ProblemError).status !== 404) throw error;
      }
    }
  }

  private async loadNext() {
    const asked = this.next;
    if (!asked) return;
    const page = await getPage<Order>(asked);
    if (asked !== this.next) return;
    this.takePage(page);
    this.arrange();
  }

  private takePage({ rows, next }: Page<Order>) {
    this.known.putLoaded(rows);
    this.next = next;
    this.horizon = next ? rows[rows.length - 1]!.created_at : '';
    this.olderThere.value = next !== undefined;
  }

  private take(events: FeedEvent[]) {
    const changed = events.filter(({ name }) => name !== 'reset').map(({ data }) => data as Order);
    batch(() => {
      this.watched.put(changed.filter(({ id }) => this.watched.get(id)));
      const fresh = changed.filter(order => !this.known.get(order.id) && this.fits(order) && order.created_at > this.horizon);
      const kept = this.reading.peek() ? this.wait(fresh) : fresh;
      this.known.put(changed.filter(order => this.known.get(order.id)).concat(kept));
      if (fresh.length && !this.reading.peek()) this.arrange();
    });
    if (events.some(({ name }) => name === 'reset')) {
      this.atLeast = Math.max(PAGE, this.list.peek().length);
      void this.load.run();
      void this.watchedLoad.run();
    }
  }

  /** Whether it would come in above what is being read. */
  private isNews({ id, created_at }: Order) {
    return this.reading.peek() && !this.known.get(id) && created_at > (this.list.peek()[0]?.peek().created_at ?? '');
  }

  /** @returns those that there is room for; when they are wanted, all are loaded anew where there was not enough */
  private wait(fresh: Order[]): Order[] {
    const ids = new Set(this.waiting.peek());
    const kept = fresh.filter(({ id }) => ids.size < MAX_ROWS && ids.add(id));
    this.waiting.value = ids;
    return kept;
  }

  private fits(order: Order) {
    const { status, product_id, q } = this.wanted.peek();
    return (
      (!status || order.status === status) &&
      (!product_id || order.lines.some(line => line.product_id === product_id)) &&
      (!q || order.number === q || (order.reference ?? '').toLowerCase().includes(q.toLowerCase()))
    );
  }

  private arrange() {
    const waiting = this.waiting.peek();
    const rows = this.known.rows
      .peek()
      .filter(row => !waiting.has(row.peek().id) && this.fits(row.peek()))
      .sort((a, b) => newestFirst(a.peek(), b.peek()));
    this.list.value = this.reading.peek() ? rows : this.cut(rows);
  }

  private cut(rows: Row<Order>[]) {
    const all = this.known.rows.peek();
    if (all.length <= MAX_ROWS) return rows;
    const kept = rows.slice(0, MAX_ROWS);
    if (rows.length > MAX_ROWS) {
      this.next = undefined;
      this.horizon = kept[MAX_ROWS - 1]!.peek().created_at;
      this.olderThere.value = true;
    }
    const wanted = new Set(kept);
    this.known.forget(all.filter(row => !wanted.has(row)).map(row => row.peek().id));
    return kept;
  }
}

const byNumber = new Intl.Collator(undefined, { numeric: true });

/** Of those of one millisecond the one with the higher number. */
function newestFirst(a: Order, b: Order) {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? 1 : -1;
  return byNumber.compare(b.number, a.number);
}

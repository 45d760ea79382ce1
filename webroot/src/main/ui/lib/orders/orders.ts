import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Row } from '../live/collection';
import { WITHOUT_FEED_MILLIS, type Feed, type FeedEvent, type OpenFeed } from '../live/feed';
import { perFrame } from '../live/frames';
import { getOrder, getPage, ordersLike } from '../server/api';
import { Load } from '../server/load';
import type { Order, OrderFilter, Page } from '../server/types';
import { Days } from './days';
import { fits, numberIn } from './filter';
import { WaitingOrders } from './waiting';
import { WatchedOrders } from './watched';
import { MAX_ROWS, OrderWindow } from './window';

const PAGE = 50;
const LONGEST_PAGE = 500;
/** The events that carry an order. */
const EVENTS = new Set(['order_created', 'order_completed', 'order_failed', 'refund_order', 'order_refunded']);

/** The orders that the desk shows: the newest ones, and older ones on demand. */
export class Orders {
  private readonly window = new OrderWindow();
  private readonly waiting = new WaitingOrders();
  private readonly watched = new WatchedOrders();
  private readonly currentFilter = signal<OrderFilter>({});
  /** How many rows the next load has to bring, if there are that many. */
  private atLeast = PAGE;

  readonly load = new Load(() => this.loadNewest());
  /** Whether the first page is there; the load goes on if that has nothing. */
  readonly begun = signal(false);
  private readonly older = new Load(() => this.loadNext());
  readonly feed: Pick<Feed, 'connection'>;
  /** Counts and sums by day, of all orders that fit the filter. */
  readonly days: Days;
  /** Whether what is shown may be out of date. */
  readonly stale: ReadonlySignal<boolean>;
  /** The page sets this while new orders would move what somebody is reading; they are counted instead. */
  readonly reading = signal(false);

  constructor(openFeed: OpenFeed) {
    this.feed = openFeed(perFrame(events => this.apply(events)));
    this.days = new Days(this.feed.connection);
    this.stale = computed(() => this.feed.connection.value.state === 'offline' || this.load.failure.value?.isDefinite === false);
    this.reading.subscribe(reading => reading || this.showFresh());
    setTimeout(() => this.load.done.peek() || this.load.running.peek() || this.loadAgain(), WITHOUT_FEED_MILLIS);
  }

  /** Newest first, those that fit the filter. An order that changes so that it no longer fits stays until the list changes. */
  get rows(): ReadonlySignal<readonly Row<Order>[]> {
    return this.window.rows;
  }

  /** How many new orders are not in `rows` yet; MAX_ROWS means that many or more. */
  get fresh(): ReadonlySignal<number> {
    return this.waiting.count;
  }

  /** How many orders fit the filter, in the list or not; undefined until loaded. */
  get total(): ReadonlySignal<number | undefined> {
    return this.days.total;
  }

  get filter(): ReadonlySignal<OrderFilter> {
    return this.currentFilter;
  }

  /** Whether loadOlder() would bring more. */
  get more(): ReadonlySignal<boolean> {
    return this.window.more;
  }

  filterBy(filter: OrderFilter) {
    batch(() => {
      this.currentFilter.value = filter;
      this.waiting.clear();
      this.load.done.value = false;
      this.begun.value = false;
      this.atLeast = PAGE;
      this.arrange();
    });
    void this.loadAgain();
  }

  showFresh() {
    const count = this.waiting.count.peek();
    if (!count) return;
    if (count >= MAX_ROWS) return this.filterBy(this.currentFilter.peek());
    this.waiting.clear();
    this.arrange();
  }

  /** Does nothing while a previous call is still running. */
  async loadOlder() {
    if (!this.more.peek() || this.older.running.peek()) return;
    if (this.window.next) return this.older.run();
    this.atLeast = this.rows.peek().length + PAGE;
    return this.load.run();
  }

  /** Whether older orders are being loaded, or why they could not be. */
  get olderLoad(): Pick<Load, 'running' | 'failure'> {
    return this.older;
  }

  /** An order to look at in detail, live, whether or not the list has it. Rejects with a ProblemError. */
  async open(id: string): Promise<Row<Order>> {
    return this.watch(this.watched.get(id)?.peek() ?? this.window.get(id)?.peek() ?? (await getOrder(id)));
  }

  /** The order, if the desk has it. */
  peek(id: string): Order | undefined {
    return (this.watched.get(id) ?? this.window.get(id))?.peek();
  }

  /** Keeps the order live even when the list drops it, as long as it is one of the last twenty. */
  watch(order: Order): Row<Order> {
    return this.watched.watch(order);
  }

  /** Shows the server's response before its event arrives, and a new order of the clerk's own at once. */
  put(order: Order) {
    this.watched.update([order]);
    this.window.put([order]);
    this.waiting.remove(order);
    this.arrange();
  }

  private loadAgain() {
    this.days.reload(this.currentFilter.peek());
    return this.load.run();
  }

  private async loadNewest() {
    const filter = this.currentFilter.peek();
    this.window.beginLoad();
    const limit = Math.min(this.atLeast, LONGEST_PAGE);
    let path: string | undefined = ordersLike(filter, limit);
    // A page may be empty and still have a next one: the server looks at so many orders at once, however few fit the filter.
    for (let requested = 0, found = 0; path && (requested < this.atLeast || !found); requested += limit) {
      const page: Page<Order> = await getPage<Order>(path);
      if (filter !== this.currentFilter.peek()) return;
      if (this.load.done.peek()) this.waiting.add(page.rows.filter(order => this.hasToWait(order)));
      this.window.addPage(page, this.meant);
      this.begun.value = true;
      found += page.rows.length;
      path = page.next;
    }
    this.window.finishLoad();
    this.arrange();
  }

  private async loadNext() {
    for (let found = 0; this.window.next && !found; ) {
      const path = this.window.next;
      const page = await getPage<Order>(path);
      if (path !== this.window.next) return;
      this.window.addPage(page, this.meant);
      found = page.rows.length;
    }
    this.arrange();
  }

  private apply(events: FeedEvent[]) {
    const changed = events.filter(({ name }) => EVENTS.has(name)).map(({ data }) => data as Order);
    batch(() => {
      this.watched.update(changed);
      const fresh = changed.filter(order => !this.window.get(order.id) && this.fits(order) && this.window.reaches(order));
      const kept = this.reading.peek() ? this.waiting.add(fresh) : fresh;
      this.window.put(changed.filter(order => this.window.get(order.id)).concat(kept));
      if (fresh.length && !this.reading.peek()) this.arrange();
    });
    this.days.follow(changed);
    if (events.some(({ name }) => name === 'reset')) {
      this.atLeast = Math.max(PAGE, this.rows.peek().length);
      void this.loadAgain();
      this.watched.reload();
    }
  }

  /** Whether the order would move what somebody is reading. */
  private hasToWait(order: Order) {
    return this.reading.peek() && !this.window.get(order.id) && this.window.startsBelow(order);
  }

  /** The number that is searched. */
  private get meant() {
    return numberIn(this.currentFilter.peek().q);
  }

  private fits(order: Order) {
    return fits(this.currentFilter.peek(), order);
  }

  private arrange() {
    this.window.arrange(order => !this.waiting.has(order) && this.fits(order), !this.reading.peek(), this.meant);
    const oldest = this.rows.peek().at(-1)?.peek();
    if (oldest) this.days.reach(oldest);
  }
}

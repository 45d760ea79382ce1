import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { Feed } from '../live/feed';
import { ALWAYS, daysLike, getDays, type TimeRange } from '../server/api';
import { Load } from '../server/load';
import type { Order, OrderDay, OrderFilter } from '../server/types';
import { fits } from './filter';

/** The server counts so many days at once. */
const MAX_DAYS = 31;
/** An order has several events within this time. */
const PAUSE_MILLIS = 200;
/** From one request that follows events to the next. */
const PACE_MILLIS = 1_000;

/** All of that day. */
function rangeOf(at: string): TimeRange {
  const date = new Date(at);
  const midnight = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { from: midnight(0), before: midnight(1) };
}

const beginOf = ({ day }: OrderDay) => new Date(`${day}T00:00`).getTime();

const spanOf = (one: TimeRange | undefined, other: TimeRange): TimeRange =>
  one ? { from: Math.min(one.from, other.from), before: Math.max(one.before, other.before) } : other;

const ordersOf = (days: readonly OrderDay[]) => days.reduce((sum, { orders }) => sum + orders, 0);

/**
 * How many orders there are of each local day and what they come to, as the server has counted them: the list may have only a part of a day.
 * Events are followed by counting the days of the orders that have changed again, with one request a second at most,
 * while somebody sees the list.
 */
export class Days {
  private readonly known = signal<ReadonlyMap<string, OrderDay>>(new Map());
  private readonly count = signal<number | undefined>(undefined);
  private readonly load = new Load(() => this.loadNext());
  private filter?: OrderFilter;
  /** What has to be counted, or counted again. */
  private wanted?: TimeRange;
  /** From here on, all days are known. */
  private since = Infinity;
  /** From here on, all days have to be known. */
  private goal = Infinity;
  private pause?: ReturnType<typeof setTimeout>;
  private requestedAt = -Infinity;

  /** The list sets this while somebody sees it; what has changed until then is counted then. */
  readonly seen = signal(false);

  constructor(private readonly connection: Feed['connection']) {
    this.seen.subscribe(() => this.goOn());
    this.load.running.subscribe(() => this.goOn());
    connection.subscribe(() => this.goOn());
  }

  /** By their names, see dayOf; a day that is missing has no orders, or is not known yet. */
  get all(): ReadonlySignal<ReadonlyMap<string, OrderDay>> {
    return this.known;
  }

  /** How many orders fit the filter on all days, known or not; undefined until loaded. */
  get total(): ReadonlySignal<number | undefined> {
    return this.count;
  }

  /** Counts everything again, at once; what was counted with another filter is dropped. */
  reload(filter: OrderFilter) {
    if (filter !== this.filter) {
      this.filter = filter;
      this.since = Infinity;
      batch(() => {
        this.known.value = new Map();
        this.count.value = undefined;
      });
    }
    this.goal = Infinity;
    this.wanted = ALWAYS;
    void this.load.run();
  }

  /** Sees to it that all days back to the one of this order are known. */
  reach({ created_at }: Order) {
    this.goal = Math.min(this.goal, rangeOf(created_at).from);
    this.goOn();
  }

  /** Counts the days of these orders again. */
  follow(changed: readonly Order[]) {
    if (!this.filter) return;
    // An order counts if it had the status before, or has it now.
    const filter = { ...this.filter, status: undefined };
    for (const { created_at } of changed.filter(order => fits(filter, order))) {
      const day = rangeOf(created_at);
      this.wanted = spanOf(this.wanted, day.from < this.since ? ALWAYS : day);
    }
    this.goOn();
  }

  private goOn() {
    if (!this.seen.peek() || this.pause || this.isOffline || this.load.running.peek() || this.load.failure.peek() || !this.next) return;
    const millis = Math.max(PAUSE_MILLIS, this.requestedAt + PACE_MILLIS - Date.now());
    this.pause = setTimeout(() => {
      this.pause = undefined;
      void this.load.run();
    }, millis);
  }

  private get isOffline() {
    return this.connection.peek().state === 'offline';
  }

  private get next(): TimeRange | undefined {
    return this.wanted ?? (this.since > this.goal ? { from: -Infinity, before: this.since } : undefined);
  }

  private async loadNext() {
    const { filter, next, wanted } = this;
    if (!filter || !next || this.isOffline) return;
    this.requestedAt = Date.now();
    this.wanted = undefined;
    try {
      const { days, total } = await getDays(daysLike(filter, next));
      if (filter === this.filter) this.take(days, total, next);
    } catch (error) {
      if (filter === this.filter && wanted) this.wanted = spanOf(this.wanted, wanted);
      throw error;
    }
  }

  private take(days: OrderDay[], total: number, { from, before }: TimeRange) {
    const covered = days.length < MAX_DAYS ? from : beginOf(days.at(-1)!);
    const isCovered = (day: OrderDay) => beginOf(day) >= covered && beginOf(day) < before;
    const all = [...this.known.peek().values()];
    batch(() => {
      if (before === Infinity) this.count.value = total;
      else if (from > -Infinity) this.count.value! += ordersOf(days) - ordersOf(all.filter(isCovered));
      this.known.value = new Map(all.filter(day => !isCovered(day)).concat(days).map(day => [day.day, day]));
    });
    if (from === -Infinity) this.since = covered;
    else if (covered > from) this.wanted = spanOf(this.wanted, { from, before: covered });
  }
}

import { signal, type ReadonlySignal } from '@preact/signals';
import { Collection, type Row } from '../live/collection';
import type { Order, Page } from '../server/types';

/** More rows are kept only while somebody reads on. */
export const MAX_ROWS = 2_000;

/** The newest orders, without a gap, back to a horizon that moves as older pages are loaded and surplus rows are dropped. */
export class OrderWindow {
  private readonly known = new Collection<Order>();
  private readonly list = signal<readonly Row<Order>[]>([]);
  private readonly olderThere = signal(false);
  private nextPage?: string;
  /** When the oldest order above the gap was created; empty when nothing older exists. */
  private horizon = '';

  /** Newest first, as of the last arrange(). */
  get rows(): ReadonlySignal<readonly Row<Order>[]> {
    return this.list;
  }

  /** Whether there are orders beyond the horizon. */
  get more(): ReadonlySignal<boolean> {
    return this.olderThere;
  }

  /** The address of the page beyond the horizon; undefined when there is none, or when dropped rows have moved the horizon. */
  get next() {
    return this.nextPage;
  }

  get(id: string): Row<Order> | undefined {
    return this.known.get(id);
  }

  put(orders: readonly Order[]) {
    this.known.put(orders);
  }

  /** Whether the order can be added without leaving a gap below it. */
  reaches({ created_at }: Order) {
    return created_at > this.horizon;
  }

  /** Whether the order is newer than every row. */
  startsBelow({ created_at }: Order) {
    // The first one may be there for its number.
    return this.list.peek().slice(0, 2).every(row => created_at > row.peek().created_at);
  }

  /** Begins to replace everything with the pages that follow. */
  beginLoad() {
    this.known.beginLoad();
  }

  /** @param meant the number of the order that comes first, however old it is */
  addPage({ rows, next }: Page<Order>, meant?: string) {
    this.known.put(rows);
    this.nextPage = next;
    // A page may be empty and still have a next one.
    this.horizon = next ? (rows.findLast(({ number }) => number !== meant)?.created_at ?? this.horizon) : '';
    this.olderThere.value = next !== undefined;
  }

  finishLoad() {
    this.known.finishLoad();
  }

  /**
   * Sorts the orders that pass `shown` into new rows. With `trim`, surplus rows and all orders without a row may be dropped.
   *
   * @param meant the number of the order that comes first
   */
  arrange(shown: (order: Order) => boolean, trim: boolean, meant?: string) {
    const rows = this.known.rows
      .peek()
      .filter(row => shown(row.peek()))
      .sort((a, b) => Number(b.peek().number === meant) - Number(a.peek().number === meant) || newestFirst(a.peek(), b.peek()));
    this.list.value = trim ? this.trim(rows) : rows;
  }

  private trim(rows: Row<Order>[]) {
    const all = this.known.rows.peek();
    if (all.length <= MAX_ROWS) return rows;
    const kept = rows.slice(0, MAX_ROWS);
    if (rows.length > MAX_ROWS) {
      this.nextPage = undefined;
      this.horizon = kept[MAX_ROWS - 1]!.peek().created_at;
      this.olderThere.value = true;
    }
    const keptRows = new Set(kept);
    this.known.forget(all.filter(row => !keptRows.has(row)).map(row => row.peek().id));
    return kept;
  }
}

const byNumber = new Intl.Collator(undefined, { numeric: true });

/** Orders created in the same millisecond are sorted by their number. */
function newestFirst(a: Order, b: Order) {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? 1 : -1;
  return byNumber.compare(b.number, a.number);
}

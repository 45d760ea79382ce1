import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';

interface Versioned {
  id: string;
  version: number;
}

/** One item of a collection. Its subscribers are notified of its own changes and nothing else. */
export type Row<T> = ReadonlySignal<T>;

interface Entry<T> {
  row: Signal<T>;
  /** The latest load when a value last arrived. */
  load: number;
}

/** Is told of each change of an item, and after some of them that they were all for now. */
interface Observer<T> {
  change(before: T | undefined, after: T | undefined): void;
  publish(): void;
}

/** Enough for every deletion that the pages of a load in flight may not know of. */
const MAX_REMOVED = 10_000;

/**
 * Items by id; the highest version wins, whatever the order of arrival. A change to an item notifies only the subscribers of its
 * row; the list of rows is replaced only when an item is added or removed.
 */
export class Collection<T extends Versioned> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly removed = new Set<string>();
  private readonly list = signal<readonly Row<T>[]>([]);
  private currentLoad = 0;

  constructor(private readonly observer?: Observer<T>) {}

  /** In order of arrival. */
  get rows(): ReadonlySignal<readonly Row<T>[]> {
    return this.list;
  }

  get(id: string): Row<T> | undefined {
    return this.entries.get(id)?.row;
  }

  /** Applies values that are newer than the known ones, or that are the first to arrive since a load has begun. */
  put(values: Iterable<T>) {
    batch(() => {
      let added = false;
      for (const value of values) {
        const known = this.entries.get(value.id);
        if (known) {
          if (known.load < this.currentLoad || value.version > known.row.peek().version) {
            this.observer?.change(known.row.peek(), value);
            known.row.value = value;
          }
          known.load = this.currentLoad;
        } else if (!this.removed.has(value.id)) {
          this.observer?.change(undefined, value);
          this.entries.set(value.id, { row: signal(value), load: this.currentLoad });
          added = true;
        }
      }
      if (added) this.publish();
      this.observer?.publish();
    });
  }

  /** Removes until the next load: a later arrival is older than the removal. */
  remove(ids: readonly string[]) {
    ids.forEach(id => this.removed.add(id));
    for (const id of this.removed) {
      if (this.removed.size <= MAX_REMOVED) break;
      this.removed.delete(id);
    }
    this.forget(ids);
  }

  /** Removes until a value arrives again. */
  forget(ids: readonly string[]) {
    this.drop(ids.filter(id => this.entries.has(id)));
  }

  /**
   * Begins a load of everything. What is known is taken for what the server may have lost: values of any version replace it, and what was
   * removed may come again. At the end of the load, items that neither it nor an event has brought are removed.
   */
  beginLoad() {
    this.currentLoad++;
    this.removed.clear();
  }

  finishLoad() {
    this.drop([...this.entries].filter(([, { load }]) => load < this.currentLoad).map(([id]) => id));
  }

  private drop(ids: readonly string[]) {
    if (!ids.length) return;
    for (const id of ids) {
      this.observer?.change(this.entries.get(id)!.row.peek(), undefined);
      this.entries.delete(id);
    }
    batch(() => {
      this.publish();
      this.observer?.publish();
    });
  }

  private publish() {
    this.list.value = Array.from(this.entries.values(), entry => entry.row);
  }
}

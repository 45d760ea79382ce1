import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';

interface Versioned {
  id: string;
  version: number;
}

/** One thing of a collection: whoever reads it hears of its changes, and of nothing else. */
export type Row<T> = ReadonlySignal<T>;

interface Entry<T> {
  row: Signal<T>;
  /** The load that last confirmed it. */
  load: number;
}

/** Enough for every deletion that a page of a load under way may not know of. */
const MAX_REMOVED = 10_000;

/**
 * Things by id, of which the highest version wins whatever the order of arrival. A change of one thing is heard by those who read
 * its row; the list of rows is a new one only when something came or went.
 */
export class Collection<T extends Versioned> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly removed = new Set<string>();
  private readonly list = signal<readonly Row<T>[]>([]);
  private currentLoad = 0;

  /** In order of arrival. */
  get rows(): ReadonlySignal<readonly Row<T>[]> {
    return this.list;
  }

  get(id: string): Row<T> | undefined {
    return this.entries.get(id)?.row;
  }

  /** Takes over what is newer than what is known. */
  put(values: Iterable<T>) {
    this.change(values, (known, value) => value.version > known.row.peek().version);
  }

  /** For ever: what brings it again is older than its end. */
  remove(ids: readonly string[]) {
    ids.forEach(id => this.removed.add(id));
    for (const id of this.removed) {
      if (this.removed.size <= MAX_REMOVED) break;
      this.removed.delete(id);
    }
    this.forget(ids);
  }

  /** Until it comes again. */
  forget(ids: readonly string[]) {
    const gone = ids.filter(id => this.entries.delete(id));
    if (gone.length) this.publish();
  }

  /**
   * Begins a load of everything: what it brings also replaces higher versions known from before it, and what neither it nor an
   * event has brought when it is finished is gone.
   */
  beginLoad() {
    this.currentLoad++;
  }

  putLoaded(values: Iterable<T>) {
    this.change(
      values,
      (known, value) => known.load < this.currentLoad || value.version > known.row.peek().version,
    );
  }

  finishLoad() {
    const before = this.entries.size;
    for (const [id, entry] of this.entries) {
      if (entry.load < this.currentLoad) this.entries.delete(id);
    }
    if (this.entries.size < before) this.publish();
  }

  private change(values: Iterable<T>, wins: (known: Entry<T>, value: T) => boolean) {
    batch(() => {
      let came = false;
      for (const value of values) {
        const known = this.entries.get(value.id);
        if (known) {
          if (wins(known, value)) known.row.value = value;
          known.load = this.currentLoad;
        } else if (!this.removed.has(value.id)) {
          this.entries.set(value.id, { row: signal(value), load: this.currentLoad });
          came = true;
        }
      }
      if (came) this.publish();
    });
  }

  private publish() {
    this.list.value = Array.from(this.entries.values(), entry => entry.row);
  }
}

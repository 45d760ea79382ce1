import { signal } from '@preact/signals';
import { getPage, movementsOf } from '../server/api';
import { Load } from '../server/load';
import type { Movement, Order } from '../server/types';

/** So that a product that sells many times a second is not requested for each sale. */
const CALM_MILLIS = 300;

/** How many movements may be added on their own; then the list starts over with the newest page. */
const MAX_NEWER = 1_000;

/** The movements of a product's stock, newest first, as far back as requested. */
export class Movements {
  readonly rows = signal<readonly Movement[]>([]);
  /** The address of the next older page. */
  readonly next = signal<string | undefined>(undefined);
  readonly load = new Load(() => this.loadNewest());
  private limit = MAX_NEWER;
  private soon?: ReturnType<typeof setTimeout>;

  constructor(private readonly productId: string) {}

  /** To be called when the product has changed. */
  refresh() {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.load.run();
    }, this.load.done.peek() ? CALM_MILLIS : 0);
  }

  /** To be called when the list is closed. */
  stop() {
    clearTimeout(this.soon);
    this.load.stop();
  }

  /** Rejects with a ProblemError. */
  async loadOlder() {
    const page = await getPage<Movement>(this.next.peek()!);
    this.rows.value = [...this.rows.peek(), ...page.rows];
    this.next.value = page.next;
    this.limit = this.rows.peek().length + MAX_NEWER;
  }

  private async loadNewest() {
    const page = await getPage<Movement>(movementsOf(this.productId));
    const joined = joinNewer(page.rows, this.rows.peek());
    if (joined && joined.length <= this.limit) {
      this.rows.value = joined;
    } else {
      this.rows.value = page.rows;
      this.next.value = page.next;
      this.limit = MAX_NEWER;
    }
  }
}

/** Puts a newer page before the known movements; undefined if they do not meet, because some between them may be missing. */
export function joinNewer(page: readonly Movement[], known: readonly Movement[]): Movement[] | undefined {
  const texts = known.map(movement => JSON.stringify(movement));
  const touches = (newer: number) =>
    page.slice(newer, newer + known.length).every((movement, n) => JSON.stringify(movement) === texts[n]);
  const newer = known.length ? page.findIndex((_, n) => touches(n)) : -1;
  return newer < 0 ? undefined : [...page.slice(0, newer), ...known];
}

/** How these movements add up to the stock: the quantity before the oldest of them, and the sum of their changes. */
export function sumUp(movements: readonly Movement[]) {
  const oldest = movements.at(-1);
  const before = oldest ? oldest.quantity - oldest.units : 0;
  const units = movements.reduce((sum, movement) => sum + movement.units, 0);
  return { before, units, quantity: before + units };
}

/**
 * The reason of a count for which the clerk has given none, in whatever language the clerk reads. Otherwise the ledger could not tell
 * it from goods that came or went.
 */
export const COUNTED = 'counted';

type Kind = Exclude<Movement['kind'], 'adjusted'> | 'added' | 'counted' | 'received' | 'removed' | 'sold';

/** What a movement was to a clerk. */
export function kindOf({ kind, units, reason }: Movement, order?: Pick<Order, 'status'>): Kind {
  if (kind === 'reserved' && (order?.status === 'completed' || order?.status === 'refunded')) return 'sold';
  if (kind !== 'adjusted') return kind;
  if (units === 0 || reason === COUNTED) return 'counted';
  if (units < 0) return 'removed';
  return reason ? 'added' : 'received';
}

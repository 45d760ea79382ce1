import { signal } from '@preact/signals';
import { getPage, movementsOf, type Movement } from '../server/api';
import { Load } from '../server/load';

/** A product that is sold many times a second is not asked for at each sale. */
const CALM_MILLIS = 300;

/** So many may come by themselves; then the list begins anew with the newest. */
const MAX_NEWS = 1_000;

/** What happened to the stock of a product, newest first; as far back as was asked for. */
export class Movements {
  readonly rows = signal<readonly Movement[]>([]);
  /** Where older ones are. */
  readonly next = signal<string | undefined>(undefined);
  readonly load = new Load(() => this.loadNewest());
  private limit = MAX_NEWS;
  private soon?: ReturnType<typeof setTimeout>;

  constructor(private readonly productId: string) {}

  /** Something has happened to the product. */
  refresh() {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.load.run();
    }, this.load.done.peek() ? CALM_MILLIS : 0);
  }

  /** Nobody looks any more. */
  stop() {
    clearTimeout(this.soon);
    this.load.stop();
  }

  /** Rejects with a ProblemError. */
  async loadOlder() {
    const page = await getPage<Movement>(this.next.peek()!);
    this.rows.value = [...this.rows.peek(), ...page.rows];
    this.next.value = page.next;
    this.limit = this.rows.peek().length + MAX_NEWS;
  }

  private async loadNewest() {
    const page = await getPage<Movement>(movementsOf(this.productId));
    const joined = joinNewer(page.rows, this.rows.peek());
    if (joined && joined.length <= this.limit) {
      this.rows.value = joined;
    } else {
      this.rows.value = page.rows;
      this.next.value = page.next;
      this.limit = MAX_NEWS;
    }
  }
}

/** A newer page in front of what is known; undefined where they do not touch, so that some between them may be missing. */
export function joinNewer(page: readonly Movement[], known: readonly Movement[]): Movement[] | undefined {
  const texts = known.map(movement => JSON.stringify(movement));
  const touches = (newer: number) =>
    page.slice(newer, newer + known.length).every((movement, n) => JSON.stringify(movement) === texts[n]);
  const newer = known.length ? page.findIndex((_, n) => touches(n)) : -1;
  return newer < 0 ? undefined : [...page.slice(0, newer), ...known];
}

/** How the units of movements make the stock: what was there before the oldest of them, and what they changed. */
export function sumUp(movements: readonly Movement[]) {
  const oldest = movements.at(-1);
  const before = oldest ? oldest.quantity - oldest.units : 0;
  const units = movements.reduce((sum, movement) => sum + movement.units, 0);
  return { before, units, quantity: before + units };
}

/** What the clerk calls what happened. */
export const KINDS: Record<Movement['kind'], string> = {
  created: 'Product added',
  edited: 'Set in an edit',
  adjusted: 'Adjusted',
  reserved: 'Held for',
  released: 'No longer held for',
  returned: 'Back from',
  deleted: 'Product deleted',
  opening: 'In stock before',
};

import { signal, type ReadonlySignal } from '@preact/signals';
import { toCents } from '../format/money';
import type { Product } from '../server/types';

/** What products come to, kept with each change, so that it costs the same however many there are. */
export class Tally {
  private readonly lowNow = new Set<string>();
  private readonly shownLow = signal<ReadonlySet<string>>(new Set());
  private cents = 0n;
  private readonly shownWorth = signal(0n);
  private lowHasChanged = false;

  get low(): ReadonlySignal<ReadonlySet<string>> {
    return this.shownLow;
  }

  get worth(): ReadonlySignal<bigint> {
    return this.shownWorth;
  }

  /** To be followed by publish(), perhaps after others. */
  change(before: Product | undefined, after: Product | undefined) {
    this.cents += worthOf(after) - worthOf(before);
    const { id } = (after ?? before)!;
    const isLow = after?.low_stock === true;
    if (isLow === this.lowNow.has(id)) return;
    if (isLow) this.lowNow.add(id);
    else this.lowNow.delete(id);
    this.lowHasChanged = true;
  }

  publish() {
    this.shownWorth.value = this.cents;
    if (this.lowHasChanged) this.shownLow.value = new Set(this.lowNow);
    this.lowHasChanged = false;
  }
}

/** Exact, which a number is not for a million units of what costs millions. */
const worthOf = (product: Product | undefined) => (product ? BigInt(product.quantity + product.held) * BigInt(toCents(product.price)) : 0n);

import { computed, signal } from '@preact/signals';
import type { Order } from '../server/types';
import { MAX_ROWS } from './window';

/** New orders that the list does not show yet, because they would move what somebody is reading. */
export class WaitingOrders {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  /** MAX_ROWS means that many or more. */
  readonly count = computed(() => this.ids.value.size);

  has({ id }: Order) {
    return this.ids.peek().has(id);
  }

  /** @returns the orders that there is room for */
  add(orders: readonly Order[]): Order[] {
    const ids = new Set(this.ids.peek());
    const added = orders.filter(({ id }) => ids.size < MAX_ROWS && ids.add(id));
    this.ids.value = ids;
    return added;
  }

  remove({ id }: Order) {
    this.ids.value = new Set([...this.ids.peek()].filter(other => other !== id));
  }

  clear() {
    this.ids.value = new Set();
  }
}

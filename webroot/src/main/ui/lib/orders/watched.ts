import { Collection, type Row } from '../live/collection';
import { getOrder } from '../server/api';
import { Load } from '../server/load';
import type { ProblemError } from '../server/problem';
import type { Order } from '../server/types';

const MAX_WATCHED = 20;

/** The last twenty orders that were placed or looked at. They stay live even when the list drops them. */
export class WatchedOrders {
  private readonly known = new Collection<Order>();
  private readonly load = new Load(() => this.loadAll());

  get(id: string): Row<Order> | undefined {
    return this.known.get(id);
  }

  watch(order: Order): Row<Order> {
    this.known.put([order]);
    this.known.forget(this.known.rows.peek().slice(0, -MAX_WATCHED).map(row => row.peek().id));
    return this.known.get(order.id)!;
  }

  /** Applies changes to the watched ones among these orders. */
  update(orders: readonly Order[]) {
    this.known.put(orders.filter(({ id }) => this.known.get(id)));
  }

  /** Catches up after a gap in the events. */
  reload() {
    void this.load.run();
  }

  private async loadAll() {
    this.known.beginLoad();
    for (const row of this.known.rows.peek()) {
      try {
        this.known.put([await getOrder(row.peek().id)]);
      } catch (error) {
        if ((error as ProblemError).status !== 404) throw error;
      }
    }
  }
}

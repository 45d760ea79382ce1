import { signal, type Signal } from '@preact/signals';
import { getOrder } from '../server/api';
import type { ProblemError } from '../server/problem';
import type { Order } from '../server/types';
import type { Orders } from './orders';

/** How many orders are asked for at once. */
const MAX_RUNNING = 4;
/** Rather than ask a server in trouble for each of them at once. */
const TROUBLE_MILLIS = 3_000;
/** How many are remembered. */
const MAX_KNOWN = 500;

/** Orders that are only mentioned: those the desk has anyway, and others from the server, one by one as they come into view. */
export class MentionedOrders {
  private readonly known = new Map<string, Signal<Order | undefined>>();
  private readonly wanted: string[] = [];
  private readonly running = new Set<string>();
  private pause?: ReturnType<typeof setTimeout>;

  constructor(private readonly orders: Pick<Orders, 'peek'>) {}

  /** Undefined until the server has answered, and if it has no such order. */
  get(id: string): Order | undefined {
    const fromServer = this.entry(id).value;
    return this.orders.peek(id) ?? fromServer;
  }

  /** To be called when the order comes into view. Asks again for one that was still to be completed. */
  want(id: string) {
    const known = this.entry(id).peek();
    if (this.wanted.includes(id) || this.running.has(id) || this.orders.peek(id) || (known && known.status !== 'pending')) return;
    this.wanted.push(id);
    this.next();
  }

  private next() {
    while (!this.pause && this.running.size < MAX_RUNNING && this.wanted.length) void this.load(this.wanted.shift()!);
  }

  private async load(id: string) {
    this.running.add(id);
    try {
      this.entry(id).value = await getOrder(id);
    } catch (error) {
      if (!(error as ProblemError).isDefinite) this.later(id);
    }
    this.running.delete(id);
    this.next();
  }

  private later(id: string) {
    this.wanted.unshift(id);
    this.pause ??= setTimeout(() => {
      this.pause = undefined;
      this.next();
    }, TROUBLE_MILLIS);
  }

  private entry(id: string) {
    let entry = this.known.get(id);
    if (!entry) {
      if (this.known.size >= MAX_KNOWN) this.known.delete(this.known.keys().next().value!);
      this.known.set(id, (entry = signal(undefined)));
    }
    return entry;
  }
}

import { test, vi } from 'vitest';
import { playBrowser, playedFeed } from '../live/testing';
import { ordersLike } from '../server/api';
import { playedServer } from '../server/testing';
import type { Order, OrderStatus } from '../server/types';
import { Orders } from './orders';

export const NEWEST = ordersLike({}, 50);
export const OLDER = '/api/payment/orders?limit=50&cursor=abc';

interface Fixtures {
  feed: ReturnType<typeof playedFeed>;
  orders: Orders;
  /** The number and status of each row. */
  shown: () => string[];
  /** Sets the server's responses and loads the orders. Resolves with the requested paths, to which later ones are added. */
  loaded: (responses: Record<string, () => unknown>) => Promise<string[]>;
}

/** A test of orders with a feed and a server of its own. */
export const ordersTest = test.extend<Fixtures>({
  async feed({}, use) {
    playBrowser();
    await use(playedFeed());
    vi.useRealTimers();
    vi.unstubAllGlobals();
  },
  orders: ({ feed }, use) => {
    const orders = new Orders(feed.open);
    orders.days.seen.value = true;
    return use(orders);
  },
  shown: ({ orders }, use) => use(() => orders.rows.value.map(({ value }) => `${value.number} ${value.status}`)),
  loaded: ({ feed, orders: _ }, use) =>
    use(async responses => {
      const requested = playedServer(responses);
      await feed.says(['reset', {}]);
      return requested;
    }),
});

/** @param at the second of the day: the order with the greater one is newer */
export const anOrder = (at: number, status: OrderStatus = 'pending', changes: Partial<Order> = {}): Order => ({
  id: `o${at}`,
  number: String(at),
  lines: [{ product_id: 'p1', name: 'Tea', price: 1, quantity: 1 }],
  quantity: 1,
  fee: 0.2,
  total: 1.2,
  status,
  history: [],
  version: 1,
  created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString(),
  updated_at: '2026-01-01T00:00:00.000Z',
  ...changes,
});

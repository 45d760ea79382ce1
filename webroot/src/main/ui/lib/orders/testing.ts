import type { Order, OrderStatus } from '../server/api';

/** @param at counts the seconds of a day, so that a later one is newer */
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

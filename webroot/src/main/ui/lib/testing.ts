import { signal } from '@preact/signals';
import { vi } from 'vitest';
import type { FeedEvent, OpenFeed } from './live/feed';
import type { Connection } from './live/stream';
import type { Order, OrderStatus, Product } from './server/api';

/** A tab that is looked at; its clock and its frames are those of the test. */
export function playBrowser() {
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint, 16));
}

/** A feed that says what a test wants. */
export function playedFeed() {
  const connection = signal<Connection>({ state: 'live', since: Date.now() });
  let hear: (events: FeedEvent[]) => void;
  const open: OpenFeed = listener => {
    hear = listener;
    return { connection };
  };
  return {
    open,
    connection,
    /** Heard, and painted. */
    async says(...events: [name: string, data: unknown][]) {
      hear(events.map(([name, data]) => ({ name, data })));
      await vi.advanceTimersByTimeAsync(20);
    },
  };
}

/** Answers of the server by address, and what was asked. */
export function playedServer(answers: Record<string, () => unknown>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const answer = await answers[path]?.();
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return answer instanceof Response ? answer : Response.json(answer);
  });
  return asked;
}

/** A page of a list, and where the next one is. */
export const pageOf = (rows: unknown[], next?: string) =>
  Response.json(rows, next ? { headers: { Link: `<${next}>; rel="next"` } } : {});

export const aProduct = (id: string, changes: Partial<Product> = {}): Product => ({
  id,
  name: `Product ${id}`,
  price: 1,
  quantity: 10,
  held: 0,
  low_stock_at: null,
  low_stock: false,
  version: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  ...changes,
});

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

import { sorted } from '../lists/listing';
import type { Row } from '../live/collection';
import type { Product } from '../server/types';

const NOT_LOW = Number.MAX_VALUE;

/**
 * How much is left of what there should be at least: 0 of what is none, 0.5 of 5 free units where 10 are the limit. The shop's limit, for
 * products without one of their own, is not told by the server. It is as many units as any of those has that is low, or more, which
 * makes no difference to their order.
 */
export function needIn(rows: readonly Row<Product>[]): (product: Product) => number {
  const shops = rows.reduce((most, row) => {
    const { low_stock, low_stock_at, quantity } = row.peek();
    return low_stock && low_stock_at === null ? Math.max(most, quantity) : most;
  }, 1);
  return ({ low_stock, low_stock_at, quantity }) => {
    if (!low_stock) return NOT_LOW;
    return quantity && quantity / (low_stock_at ?? shops);
  };
}

/** A copy in which those come first that need most, in the order of their names where they need the same; then those that are not low. */
export function byNeed(rows: readonly Row<Product>[], need: (product: Product) => number): Row<Product>[] {
  const low = rows.filter(row => row.peek().low_stock);
  const named = sorted(low, row => row.peek().name, false);
  return [...sorted(named, row => need(row.peek()), false), ...rows.filter(row => !row.peek().low_stock)];
}

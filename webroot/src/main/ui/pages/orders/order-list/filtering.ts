import { useEffect, useMemo } from 'preact/hooks';
import { useQuery } from '../../../lib/browser/address';
import { orders } from '../../../lib/desk';
import { beginOf } from '../../../lib/format/day';
import type { OrderFilter, OrderStatus } from '../../../lib/server/types';

export const STATUSES: readonly OrderStatus[] = ['pending', 'completed', 'refunded', 'failed'];

/** The filter as it stands in the address. */
export interface FilterNames {
  status?: string;
  product_id?: string;
  q?: string;
  /** A local day: 2026-11-27. */
  from?: string;
  /** A local day; included. */
  to?: string;
}

export const NO_FILTER: FilterNames = {
  status: undefined,
  product_id: undefined,
  q: undefined,
  from: undefined,
  to: undefined,
};

export interface Filtering extends Pick<FilterNames, 'from' | 'to'> {
  filter: OrderFilter;
  /**
   * Undefined removes a filter.
   *
   * @param same whether it is still the same view, which Back does not lead to
   */
  change: (changes: FilterNames, same?: boolean) => void;
}

/** The filter in the address, so that a link shows the same list and Back leads to the one before. */
export function useFiltering(): Filtering {
  const { query, set, go } = useQuery();
  const { status, product_id, q, from, to } = query;
  const filter = useMemo<OrderFilter>(() => {
    const [begin, end] = [from && beginOf(from), to && beginOf(to) && beginOf(to, 1)];
    return {
      ...(STATUSES.includes(status as OrderStatus) && { status: status as OrderStatus }),
      ...(product_id && { product_id }),
      ...(begin && { created_from: begin.toISOString() }),
      ...(end && { created_before: end.toISOString() }),
      ...(q && { q }),
    };
  }, [status, product_id, q, from, to]);
  useEffect(() => {
    if (JSON.stringify(filter) !== JSON.stringify(orders.filter.peek())) orders.filterBy(filter);
  }, [filter]);
  return {
    filter,
    from: filter.created_from && from,
    to: filter.created_before && to,
    change: (changes, same) => (same ? set : go)({ ...changes }),
  };
}

import { computed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useOverlay, useQuery } from '../../lib/browser/address';
import { products } from '../../lib/desk';
import { isOutOfOrder, matcher, sorted, type Sort } from '../../lib/lists/listing';
import type { Row } from '../../lib/live/collection';
import { byNeed, needIn } from '../../lib/products/need';
import type { Product } from '../../lib/server/types';

/** The pause in typing after which the address is changed: to change it at each keystroke would cost too much. */
const TYPING_MILLIS = 300;

const SORTABLE = ['name', 'price', 'quantity', 'held'] as const;

/** `need` is the order of what is low, as long as the clerk wants no other. */
type Order = (typeof SORTABLE)[number] | 'need';

/** The view of the products that the address describes. */
export function useView() {
  const { query, set } = useQuery();
  const text = useSignal(query.q ?? '');
  const written = useRef(text.value);
  const current = useRef(set);
  current.current = set;

  // At once, or it would take what was written before the clerk's next key for an address from elsewhere.
  useLayoutEffect(() => {
    const q = query.q ?? '';
    if (q !== written.current) text.value = written.current = q;
  }, [query.q]);

  const write = () => {
    if (text.peek() === written.current) return;
    written.current = text.peek();
    current.current({ q: text.peek() });
  };
  useEffect(() => {
    const pause = setTimeout(write, TYPING_MILLIS);
    return () => clearTimeout(pause);
  }, [text.value]);

  const lowOnly = query.low !== undefined;
  const [, minus, named] = /^(-?)(.*)$/.exec(query.sort ?? '')!;
  const column: Order = SORTABLE.find(column => column === named) ?? (lowOnly ? 'need' : 'name');
  return {
    text,
    /** Changes the address at once, so that going back from what is opened next leads here. */
    write,
    sort: { column, descending: minus === '-' && column === named } satisfies Sort,
    sortBy: ({ column, descending }: Sort) => set({ sort: column === 'need' ? undefined : (descending ? '-' : '') + column }),
    lowOnly,
    showLowOnly: (only: boolean) => set({ low: only ? 'only' : undefined }),
    history: useOverlay('history'),
    clear() {
      text.value = written.current = '';
      set({ q: undefined, low: undefined });
    },
  };
}

interface Criteria {
  text: Signal<string>;
  sort: { column: Order; descending: boolean };
  lowOnly: boolean;
  /** The id of a product that is shown whatever the filters say. */
  always?: string;
}

/**
 * The rows of this view, and whether they are in order still: one that changes stays where it is until the clerk sorts again. With
 * `lowOnly`, a product that is no longer low stays until the clerk searches for something else.
 */
export function useRows({ text, sort: { column, descending }, lowOnly, always }: Criteria) {
  const all = products.rows.value;
  const again = useSignal(0);
  const shownLow = useRef<ReadonlySet<string>>(new Set());
  const before = useRef<readonly Row<Product>[]>([]);
  // Memoized, because sorting at each keystroke would cost too much.
  const { inOrder, keyOf } = useMemo(() => {
    const need = column === 'need' ? needIn(all) : undefined;
    const keyOf = (product: Product) => (column === 'need' ? need!(product) : product[column]);
    // What was in order is sorted anew in no time, so each page that is loaded costs as much as it has products.
    const kept = new Set(all);
    const known = before.current.filter(row => kept.delete(row));
    before.current = need ? byNeed(all, need) : sorted([...known, ...kept], row => keyOf(row.peek()), descending);
    return { inOrder: before.current, keyOf };
  }, [all, column, descending, lowOnly, again.value]);
  const keys = useMemo(() => new Map(inOrder.map(row => [row, keyOf(row.peek())])), [inOrder]);
  const query = text.value;
  useMemo(() => (shownLow.current = new Set()), [lowOnly, query]);
  if (lowOnly) shownLow.current = new Set([...shownLow.current, ...products.low.value]);
  const lowRows = shownLow.current;
  const rows = useMemo(() => {
    const matches = matcher(query);
    return inOrder.filter(row => {
      const { id, name } = row.peek();
      return id === always || ((!lowOnly || lowRows.has(id)) && matches(name));
    });
  }, [inOrder, query, always, lowOnly && products.low.value]);
  const old = useMemo(
    () => computed(() => isOutOfOrder(rows.map(row => keys.get(row)!), rows.map(row => keyOf(row.value)), descending)),
    [rows],
  );
  return { rows, old, sortAgain: () => again.value++ };
}

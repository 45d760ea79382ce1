import { computed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useOverlay, useQuery } from '../../lib/browser/address';
import { products } from '../../lib/desk';
import { isOutOfOrder, matcher, sorted, type Sort } from '../../lib/lists/listing';

/** The pause in typing after which the address is changed: to change it at each keystroke would cost too much. */
const TYPING_MILLIS = 300;

const SORTABLE = ['name', 'price', 'quantity', 'held'] as const;

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

  const [, minus, named] = /^(-?)(.*)$/.exec(query.sort ?? '')!;
  const column = SORTABLE.find(column => column === named) ?? 'name';
  return {
    text,
    /** Changes the address at once, so that going back from what is opened next leads here. */
    write,
    sort: { column, descending: minus === '-' } satisfies Sort,
    sortBy: ({ column, descending }: Sort) => set({ sort: (descending ? '-' : '') + column }),
    lowOnly: query.low !== undefined,
    showLowOnly: (only: boolean) => set({ low: only ? 'only' : undefined }),
    history: useOverlay('history'),
    clear() {
      text.value = written.current = '';
      set({ q: undefined, low: undefined });
    },
  };
}

let knownLow: ReadonlySet<string> = new Set();

/** The ids of products that are low on stock; a new set only when they change. */
export const low = computed(() => {
  const ids = new Set<string>();
  for (const row of products.rows.value) {
    if (row.value.low_stock) ids.add(row.value.id);
  }
  if (ids.size !== knownLow.size || [...ids].some(id => !knownLow.has(id))) knownLow = ids;
  return knownLow;
});

interface Criteria {
  text: Signal<string>;
  sort: { column: (typeof SORTABLE)[number]; descending: boolean };
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
  // Memoized, because sorting at each keystroke would cost too much.
  const inOrder = useMemo(() => sorted(all, row => row.peek()[column], descending), [all, column, descending, lowOnly, again.value]);
  const keys = useMemo(() => new Map(inOrder.map(row => [row, row.peek()[column]])), [inOrder]);
  const query = text.value;
  useMemo(() => (shownLow.current = new Set()), [lowOnly, query]);
  if (lowOnly) shownLow.current = new Set([...shownLow.current, ...low.value]);
  const lowRows = shownLow.current;
  const rows = useMemo(() => {
    const matches = matcher(query);
    return inOrder.filter(row => {
      const { id, name } = row.peek();
      return id === always || ((!lowOnly || lowRows.has(id)) && matches(name));
    });
  }, [inOrder, query, always, lowOnly && low.value]);
  const old = useMemo(
    () => computed(() => isOutOfOrder(rows.map(row => keys.get(row)!), rows.map(row => row.value[column]), descending)),
    [rows],
  );
  return { rows, old, sortAgain: () => again.value++ };
}

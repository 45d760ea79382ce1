import { computed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useOverlay, useQuery } from '../../lib/browser/address';
import { deletions, products } from '../../lib/desk';
import { matcher, sorted, type Sort } from '../../lib/lists/listing';
import type { Row } from '../../lib/live/collection';
import type { Product } from '../../lib/server/api';

/** The address follows when the clerk rests, because a change of it costs more than a keystroke may. */
const REST_MILLIS = 300;

const SORTABLE = ['name', 'price', 'quantity', 'held'] as const;

/** What the address says of how the products are looked at. */
export function useView() {
  const { query, set } = useQuery();
  const text = useSignal(query.q ?? '');
  const written = useRef(text.value);
  const current = useRef(set);
  current.current = set;

  useEffect(() => {
    const asked = query.q ?? '';
    if (asked !== written.current) text.value = written.current = asked;
  }, [query.q]);

  const write = () => {
    if (text.peek() === written.current) return;
    written.current = text.peek();
    current.current({ q: text.peek() });
  };
  useEffect(() => {
    const rest = setTimeout(write, REST_MILLIS);
    return () => clearTimeout(rest);
  }, [text.value]);

  const [, minus, named] = /^(-?)(.*)$/.exec(query.sort ?? '')!;
  const column = SORTABLE.find(column => column === named) ?? 'name';
  return {
    text,
    /** Lets the address follow at once: what is opened now gets an entry of its own, and the way back leads to this one. */
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

/** The ids of products that are low on stock; the same set as long as they are the same. */
export const low = computed(() => {
  const ids = new Set<string>();
  for (const row of products.rows.value) {
    if (row.value.low_stock) ids.add(row.value.id);
  }
  if (ids.size !== knownLow.size || [...ids].some(id => !knownLow.has(id))) knownLow = ids;
  return knownLow;
});

interface Wanted {
  text: Signal<string>;
  sort: { column: (typeof SORTABLE)[number]; descending: boolean };
  lowOnly: boolean;
  /** Shown whatever the filters want. */
  always?: string;
}

/** The rows that the view wants. Those that it shows as low stay when they no longer are, until the clerk looks for something else. */
export function useRows({ text, sort: { column, descending }, lowOnly, always }: Wanted): readonly Row<Product>[] {
  const all = products.rows.value;
  const hidden = deletions.ids.value;
  const shownLow = useRef<ReadonlySet<string>>(new Set());
  // Not at each keystroke, for which it costs too much.
  const inOrder = useMemo(() => sorted(all, row => row.peek()[column], descending), [all, column, descending, lowOnly]);
  const query = text.value;
  useMemo(() => (shownLow.current = new Set()), [lowOnly, query]);
  if (lowOnly) shownLow.current = new Set([...shownLow.current, ...low.value]);
  const wantedLow = shownLow.current;
  return useMemo(() => {
    const matches = matcher(query);
    return inOrder.filter(row => {
      const { id, name } = row.peek();
      if (hidden.has(id)) return false;
      return id === always || ((!lowOnly || wantedLow.has(id)) && matches(name));
    });
  }, [inOrder, query, hidden, always, lowOnly && low.value]);
}

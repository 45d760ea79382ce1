import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { FilterInput } from '../../../components/filter-input';
import { ProductPicker } from '../../../components/product-picker';
import { orders, products } from '../../../lib/desk';
import { focusFirstRow } from '../../../lib/lists/row-focus';
import type { OrderFilter, OrderStatus } from '../../../lib/server/types';

export const STATUSES: readonly OrderStatus[] = ['pending', 'completed', 'refunded', 'failed'];

/** The pause in typing after which the search is sent. */
const TYPING_MILLIS = 200;

export interface Filtering {
  filter: OrderFilter;
  /** Undefined removes a filter. */
  change: (changes: Partial<Record<keyof OrderFilter, string | undefined>>) => void;
}

interface Props extends Filtering {
  search: RefObject<HTMLInputElement | null>;
}

export const Filters = ({ filter, change, search }: Props) => {
  const product = useSignal('');
  return (
    <>
      <div class="filters">
        <SearchInput filter={filter} change={change} search={search} />
        <select
          class="form-select"
          aria-label="Status"
          value={filter.status ?? ''}
          onChange={event => change({ status: event.currentTarget.value })}
        >
          <option value="">Any status</option>
          {STATUSES.map(status => <option key={status} value={status}>{status}</option>)}
        </select>
        <ProductPicker
          id="filter-product"
          label="Product in the order"
          compact
          text={product}
          onPick={({ product: { id } }) => {
            product.value = '';
            change({ product_id: id });
          }}
        />
      </div>
      <Chips filter={filter} change={change} search={search} />
    </>
  );
};

const SearchInput = ({ filter: { q = '' }, change, search: inputRef }: Props) => {
  const text = useSignal(q);
  const searched = useRef(q);
  /** The search whose results will get the focus; undefined once the clerk types or does something else. */
  const awaited = useSignal<string | undefined>(undefined);

  // The address may also change elsewhere: through a chip, or by going back. Noticed at once, or it would undo the clerk's next key.
  useLayoutEffect(() => {
    if (q !== searched.current) text.value = q;
    searched.current = q;
  }, [q]);
  const search = () => {
    const query = text.peek().trim();
    if (query !== searched.current) change({ q: query });
    searched.current = query;
  };
  useEffect(() => {
    if (text.value.trim() !== awaited.value) awaited.value = undefined;
    const pause = setTimeout(search, TYPING_MILLIS);
    return () => clearTimeout(pause);
  }, [text.value]);
  const found = orders.load.done.value && (orders.filter.value.q ?? '') === awaited.value;
  useEffect(() => {
    if (found) focusFirstRow();
  }, [found]);

  return (
    <FilterInput
      label="Number or reference"
      text={text}
      inputRef={inputRef}
      onDone={() => {
        search();
        awaited.value = searched.current;
      }}
      onLeave={() => {
        search();
        awaited.value = undefined;
      }}
    />
  );
};

/** The active filters, to be removed one by one. */
const Chips = ({ filter: { status, product_id, q }, change, search }: Props) => {
  const chips = [
    status && { name: 'status' as const, value: status },
    product_id && { name: 'product_id' as const, value: nameOf(product_id) },
    q && { name: 'q' as const, value: `“${q}”` },
  ].filter(chip => !!chip);
  if (!chips.length) return null;
  return (
    <ul class="chips" aria-label="Filters">
      {chips.map(({ name, value }) => (
        <li key={name}>
          <button
            type="button"
            class="btn btn-sm border"
            aria-label={`Remove the filter ${value}`}
            onClick={() => {
              change({ [name]: undefined });
              search.current?.focus();
            }}
          >
            <span class="text-truncate">{value}</span> <span aria-hidden="true">✕</span>
          </button>
        </li>
      ))}
    </ul>
  );
};

/** For a product that is gone, the name that orders remember. */
const nameOf = (id: string) => {
  void products.rows.value; // to notice a product that is added
  const inOrders = () => orders.rows.value.flatMap(row => row.peek().lines).find(({ product_id }) => product_id === id);
  return (products.get(id)?.value ?? inOrders())?.name ?? 'a product';
};

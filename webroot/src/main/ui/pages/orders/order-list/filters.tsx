import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { FilterInput } from '../../../components/filter-input';
import { ProductPicker } from '../../../components/product-picker';
import { orders, products } from '../../../lib/desk';
import { focusFirstRow } from '../../../lib/lists/row-focus';
import type { OrderFilter, OrderStatus } from '../../../lib/server/api';

export const STATUSES: readonly OrderStatus[] = ['pending', 'completed', 'refunded', 'failed'];

/** A pause in typing after which the server is asked. */
const TYPING_MILLIS = 200;

export interface Filtering {
  filter: OrderFilter;
  /** Undefined takes a filter away. */
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
          onPick={({ id }) => {
            product.value = '';
            change({ product_id: id });
          }}
        />
      </div>
      <Chips filter={filter} change={change} search={search} />
    </>
  );
};

const SearchInput = ({ filter: { q = '' }, change, search }: Props) => {
  const text = useSignal(q);
  const asked = useRef(q);
  /** What the clerk waits for to be found; nothing any more when something else is typed or done meanwhile. */
  const awaited = useSignal<string | undefined>(undefined);

  // The address may be changed elsewhere, too: by a chip, or by going back.
  useEffect(() => {
    if (q !== asked.current) text.value = q;
    asked.current = q;
  }, [q]);
  const ask = () => {
    const wanted = text.peek().trim();
    if (wanted !== asked.current) change({ q: wanted });
    asked.current = wanted;
  };
  useEffect(() => {
    if (text.value.trim() !== awaited.value) awaited.value = undefined;
    const pause = setTimeout(ask, TYPING_MILLIS);
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
      inputRef={search}
      onDone={() => {
        ask();
        awaited.value = asked.current;
      }}
      onLeave={() => {
        ask();
        awaited.value = undefined;
      }}
    />
  );
};

/** What filters, to be taken away one by one. */
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

/** Orders remember the name of a product that is gone. */
const nameOf = (id: string) => {
  void products.rows.value; // so that a product that comes is noticed
  const inOrders = () => orders.rows.value.flatMap(row => row.peek().lines).find(({ product_id }) => product_id === id);
  return (products.get(id)?.value ?? inOrders())?.name ?? 'a product';
};

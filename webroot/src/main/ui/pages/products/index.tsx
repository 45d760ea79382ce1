import { useComputed, useSignal } from '@preact/signals';
import { FilterInput } from '../../components/filter-input';
import { Page } from '../../components/page';
import { Pill } from '../../components/pill';
import { Empty, ErrorNotice, StaleNote } from '../../components/states';
import { WindowedTable, type Column } from '../../components/windowed-table';
import type { Product } from '../../lib/api';
import { config, products } from '../../lib/desk';
import { matcher, sorted, type Sort } from '../../lib/listing';
import { formatCents, toCents } from '../../lib/money';
import { ProductForm } from './product-form';

const COLUMNS: readonly Column<Product>[] = [
  { id: 'name', name: 'Name', sortable: true, namesRow: true, wraps: true, cell: ({ name }) => name },
  {
    id: 'price',
    name: 'Price',
    sortable: true,
    class: 'number',
    width: '7rem',
    cell: ({ price }) => formatCents(toCents(price), config.value?.currency),
  },
  { id: 'quantity', name: 'Free', sortable: true, class: 'number', width: '6rem', cell: ({ quantity }) => quantity },
  { id: 'held', name: 'Held', sortable: true, class: 'number', width: '6rem', cell: ({ held }) => held },
  { id: 'stock', name: 'Stock', width: '5rem', cell: ({ low_stock }) => low_stock && <Pill tone="warning" sign="!">low</Pill> },
];

export const ProductsPage = () => {
  const filter = useSignal('');
  const sort = useSignal<Sort>({ column: 'name', descending: false });
  const inOrder = useComputed(() => {
    const { column, descending } = sort.value;
    return sorted(products.rows.value, row => row.peek()[column as 'name' | 'price' | 'quantity' | 'held'], descending);
  });
  const rows = useComputed(() => {
    const matches = matcher(filter.value);
    return inOrder.value.filter(row => matches(row.peek().name));
  });
  const failure = products.load.failure.value;
  return (
    <Page title="Products">
      <ProductForm />
      <FilterInput label="Filter by name" text={filter} />
      {products.stale.value && <StaleNote what="Products" since={products.feed.connection.value.since} />}
      {failure && <ErrorNotice error={failure} retry={() => products.load.run()} />}
      <WindowedTable
        name="Products"
        rows={rows.value}
        columns={COLUMNS}
        sort={sort.value}
        onSort={chosen => (sort.value = chosen)}
        loading={!products.load.done.value}
        stale={products.stale.value}
        empty={filter.value ? <Empty title="No product is named like that." /> : <Empty title="No products yet." />}
      />
    </Page>
  );
};

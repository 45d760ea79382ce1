import { Page } from '../../components/page';
import { StatusPill } from '../../components/pill';
import { Empty, ErrorNotice, StaleNote } from '../../components/states';
import { WindowedTable, type Column } from '../../components/windowed-table';
import type { Order } from '../../lib/api';
import { config, orders } from '../../lib/desk';
import { formatCents, toCents } from '../../lib/money';
import { OrderForm } from './order-form';

const COLUMNS: readonly Column<Order>[] = [
  { id: 'number', name: 'No.', width: '4rem', namesRow: true, cell: ({ number }) => number },
  { id: 'lines', name: 'Products', wraps: true, cell: ({ lines }) => lines.map(({ name }) => name).join(', ') },
  { id: 'quantity', name: 'Qty', class: 'number', width: '4rem', cell: ({ quantity }) => quantity },
  { id: 'total', name: 'Total', class: 'number', width: '7rem', cell: ({ total }) => formatCents(toCents(total), config.value?.currency) },
  { id: 'status', name: 'Status', width: '7.5rem', cell: ({ status }) => <StatusPill status={status} /> },
];

export const OrdersPage = () => {
  const failure = orders.load.failure.value;
  return (
    <Page title="Orders">
      <OrderForm />
      {orders.stale.value && <StaleNote what="Orders" since={orders.feed.connection.value.since} />}
      {failure && <ErrorNotice error={failure} retry={() => orders.load.run()} />}
      {orders.fresh.value > 0 && (
        <button type="button" class="btn btn-sm btn-primary" onClick={() => orders.showFresh()}>{orders.fresh.value} new orders</button>
      )}
      <WindowedTable
        name="Recent orders"
        rows={orders.rows.value}
        columns={COLUMNS}
        loading={!orders.load.done.value}
        stale={orders.stale.value}
        empty={<Empty title="No orders yet." />}
        onReading={reading => (orders.reading.value = reading)}
        onEnd={() => orders.more.value && orders.loadOlder()}
      />
    </Page>
  );
};

import { useEffect, useRef } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { OrderStatusOf } from '../../../components/status';
import { Empty, ErrorNotice } from '../../../components/states';
import { WindowedTable, type Column } from '../../../components/windowed-table';
import { may } from '../../../lib/access/session';
import { orders } from '../../../lib/desk';
import { toCents } from '../../../lib/format/money';
import { moment } from '../../../lib/format/time';
import { formatUnits } from '../../../lib/format/units';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import { MAX_ROWS } from '../../../lib/orders/window';
import type { Order } from '../../../lib/server/types';
import { Filters, type Filtering } from './filters';

const COLUMNS: readonly Column<Order>[] = [
  {
    id: 'number',
    name: 'No.',
    width: 'min(4.5rem, 12vw)',
    namesRow: true,
    cell: ({ number }) => <button type="button" class="btn btn-link p-0" aria-haspopup="dialog">{number}</button>,
  },
  {
    id: 'time',
    name: 'Time',
    width: '7rem',
    class: 'd-none d-md-table-cell',
    cell: ({ created_at }) => <time dateTime={created_at}>{moment(created_at)}</time>,
  },
  {
    id: 'lines',
    name: 'Products',
    cell: ({ lines, reference }) => (
      <>
        {reference && <span class="text-body-secondary d-xxl-none">{reference}: </span>}
        {lines.map(({ name }) => name).join(', ')}
      </>
    ),
  },
  { id: 'reference', name: 'Reference', width: '8rem', class: 'd-none d-xxl-table-cell', cell: ({ reference }) => reference },
  { id: 'quantity', name: 'Qty', class: 'number d-none d-sm-table-cell', width: '4rem', cell: ({ quantity }) => formatUnits(quantity) },
  { id: 'total', name: 'Total', class: 'number', width: 'min(7rem, 18vw)', cell: ({ total }) => <Amount cents={toCents(total)} /> },
  { id: 'status', name: 'Status', width: 'min(7.5rem, 22vw)', cell: ({ status }) => <OrderStatusOf status={status} /> },
];

interface Props extends Filtering {
  onOpen: (id: string) => void;
  /** Moves on to entering the first order. */
  onNew: () => void;
}

export const OrderList = ({ filter, change, onOpen, onNew }: Props) => {
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { scrolled, watch } = useReading();
  const filtered = Object.keys(filter).length > 0;
  const fresh = orders.fresh.value;
  const failure = orders.load.failure.value ?? orders.olderLoad.failure.value;

  const searchesOn = filtered && (orders.load.running.value ? orders.begun.value && !orders.load.done.value : orders.olderLoad.running.value);

  useShortcut('/', 'Search the orders', () => search.current?.focus());

  const clear = () => {
    change({ status: undefined, product_id: undefined, q: undefined });
    search.current?.focus();
  };
  const showFresh = () => {
    orders.showFresh();
    const box = list.current!.querySelector<HTMLElement>('.windowed-table')!;
    box.scrollTop = 0;
    box.focus();
  };
  const openRow = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('tr[data-id]');
    const selecting = !target.closest('button') && getSelection()?.toString();
    if (!row || selecting) return;
    row.querySelector('button')!.focus(); // it gets the focus back when the order is closed
    onOpen(row.dataset.id!);
  };

  return (
    <div class="recent-orders">
      <div class="d-flex align-items-center gap-3 mb-2 list-head">
        <h2 class="h5 mb-0">Recent orders</h2>
        {fresh > 0 && (
          <button type="button" class="btn btn-sm btn-primary" onClick={showFresh}>{fresh}{fresh === MAX_ROWS && '+'} new {fresh === 1 ? 'order' : 'orders'}</button>
        )}
        <span class="visually-hidden" role="status">{fresh > 0 && 'New orders have come.'}</span>
      </div>
      <Filters filter={filter} change={change} search={search} />
      {failure && <ErrorNotice error={failure} retry={() => (orders.load.failure.peek() ? orders.load.run() : orders.loadOlder())} />}
      <div ref={list} class="order-list" onClick={openRow} {...watch}>
        <WindowedTable
          name="Recent orders"
          rows={orders.rows.value}
          columns={COLUMNS}
          loading={!orders.load.done.value && !failure?.isDefinite}
          stale={orders.stale.value}
          empty={
            filtered ? (
              <Empty title={failure ? 'Nothing can be shown.' : 'No order is like that.'}>
                <button type="button" class="btn border" onClick={clear}>Clear filters</button>
              </Empty>
            ) : (
              <Empty title="No orders yet.">
                {may('orders:place') && <button type="button" class="btn border" onClick={onNew}>Enter the first</button>}
              </Empty>
            )
          }
          onReading={scrolled}
          onEnd={() => orders.loadOlder()}
        />
      </div>
      <p class="small text-body-secondary mt-1 mb-0" role="status">
        {searchesOn ? 'Older orders are being searched…' : orders.olderLoad.running.value && 'Older orders are being loaded…'}
      </p>
    </div>
  );
};

/** Whether new orders would move the list under the clerk's eyes, pointer or focus. */
function useReading() {
  const reasons = useRef({ scrolled: false, pointed: false, focused: false });
  const because = (change: Partial<typeof reasons.current>) => {
    Object.assign(reasons.current, change);
    orders.reading.value = Object.values(reasons.current).some(Boolean);
  };
  useEffect(() => () => because({ scrolled: false, pointed: false, focused: false }), []);
  return {
    scrolled: (scrolled: boolean) => because({ scrolled }),
    watch: {
      onPointerEnter: () => because({ pointed: true }),
      onPointerLeave: () => because({ pointed: false }),
      onFocusIn: (event: FocusEvent) => because({ focused: (event.target as HTMLElement).matches('tr *') }),
      onFocusOut: () => because({ focused: false }),
    },
  };
}

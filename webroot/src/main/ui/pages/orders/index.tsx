import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Page } from '../../components/page';
import { useQuery } from '../../lib/address';
import type { Order, OrderFilter, OrderStatus } from '../../lib/api';
import { orders, products } from '../../lib/desk';
import { OrderDrawer } from './order-drawer';
import { OrderForm } from './order-form';
import { fillForm } from './order-form/placing';
import { OrderList } from './order-list';
import { STATUSES } from './order-list/filters';

const GONE_MILLIS = 15_000;

export const OrdersPage = () => {
  const { query, set } = useQuery();
  const picker = useRef<HTMLInputElement>(null);
  const filter = useFilter(query);

  const again = (order: Order) => {
    set({ order: undefined });
    const gone = products.load.done.peek() ? order.lines.filter(({ product_id }) => !products.get(product_id)) : [];
    const done = `The form has the lines of order ${order.number}.`;
    if (gone.length) fillForm(order.lines.filter(line => !gone.includes(line)), `${done} No longer sold: ${gone.map(({ name }) => name).join(', ')}.`, GONE_MILLIS);
    else fillForm(order.lines, done);
    focusNext.current = true;
  };
  // The drawer gives the focus back to where it came from, before the form gets it.
  const focusNext = useRef(false);
  useEffect(() => {
    if (!query.order && focusNext.current) picker.current?.focus();
    focusNext.current = false;
  }, [query.order]);

  return (
    <Page title="Orders">
      <div class="orders-page">
        <OrderForm picker={picker} onOpen={order => set({ order })} />
        <OrderList filter={filter} change={set} onOpen={order => set({ order })} onNew={() => picker.current?.focus()} />
      </div>
      {query.order && (
        <OrderDrawer id={query.order} onClose={() => set({ order: undefined })} onOpen={order => set({ order })} onAgain={again} />
      )}
    </Page>
  );
};

/** What the address filters by, so that a link shows the same list. */
function useFilter({ status, product_id, q }: Record<string, string | undefined>): OrderFilter {
  const filter = useMemo<OrderFilter>(
    () => ({
      ...(STATUSES.includes(status as OrderStatus) && { status: status as OrderStatus }),
      ...(product_id && { product_id }),
      ...(q && { q }),
    }),
    [status, product_id, q],
  );
  useEffect(() => {
    if (JSON.stringify(filter) !== JSON.stringify(orders.filter.peek())) orders.filterBy(filter);
  }, [filter]);
  return filter;
}

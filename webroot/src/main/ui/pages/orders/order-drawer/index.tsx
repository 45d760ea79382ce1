import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../../../components/dialog';
import { soon } from '../../../components/later';
import { OrderStatusOf } from '../../../components/status';
import { ErrorNotice } from '../../../components/states';
import { may } from '../../../lib/access/session';
import { orders } from '../../../lib/desk';
import type { Row } from '../../../lib/live/collection';
import type { ProblemError } from '../../../lib/server/problem';
import type { Order } from '../../../lib/server/types';
import { placing } from '../order-form/placing';
import { OrderDetails } from './order-details';

const RefundDialog = soon(() => import('./refund-dialog').then(({ RefundDialog }) => RefundDialog));

interface Props {
  id: string;
  onClose: () => void;
  /** Opens another order. */
  onOpen: (id: string) => void;
  /** Puts the order's lines into the form. */
  onAgain: (order: Order) => void;
}

/** An order in detail, live. */
export const OrderDrawer = ({ id, onClose, onOpen, onAgain }: Props) => {
  const opened = useSignal<Row<Order> | undefined>(undefined);
  const failure = useSignal<ProblemError | undefined>(undefined);
  const refunding = useSignal(false);
  /** The id of the order whose refund the server has accepted. */
  const accepted = useSignal('');

  const tries = useSignal(0);

  useEffect(() => {
    let left = false;
    opened.value = undefined;
    failure.value = undefined;
    orders.open(id).then(
      row => left || (opened.value = row),
      error => left || (failure.value = error as ProblemError),
    );
    return () => {
      left = true;
    };
  }, [id, tries.value]);

  const order = opened.value?.value;
  return (
    <Dialog
      drawer
      title={order ? `Order ${order.number}` : 'Order'}
      onClose={onClose}
      footer={
        <>
          <Neighbours id={id} onOpen={onOpen} />
          {order?.status === 'completed' && accepted.value !== id && may('orders:refund') && (
            <button type="button" class="btn border" onClick={() => (refunding.value = true)}>Refund…</button>
          )}
          {order && may('orders:place') && (
            <button
              type="button"
              class="btn border"
              aria-disabled={placing.value}
              onClick={() => placing.peek() || onAgain(order)}
            >
              Order again
            </button>
          )}
        </>
      }
    >
      {failure.value && <ErrorNotice error={failure.value} retry={() => tries.value++} />}
      {!order && !failure.value && <p role="status">The order is being loaded…</p>}
      {order && (
        <>
          <p role="status">
            <OrderStatusOf status={order.status} />
            {order.status === 'completed' && accepted.value === id && <span class="ms-2">The refund is under way.</span>}
          </p>
          <OrderDetails order={order} />
        </>
      )}
      {refunding.value && order && (
        <RefundDialog order={order} onClose={() => (refunding.value = false)} onAccepted={() => (accepted.value = id)} />
      )}
    </Dialog>
  );
};

/** Steps to the next newer or older order, if the list has this one. */
const Neighbours = ({ id, onOpen }: Pick<Props, 'id' | 'onOpen'>) => {
  const rows = orders.rows.value;
  const index = rows.findIndex(row => row.peek().id === id);
  const isLast = index >= 0 && index === rows.length - 1;
  useEffect(() => {
    if (isLast) void orders.loadOlder();
  }, [isLast, id]);
  if (index < 0) return null;
  const step = (name: string, label: string, to: number) => (
    <button
      type="button"
      class="btn border"
      aria-label={label}
      aria-disabled={!rows[to]}
      onClick={() => rows[to] && onOpen(rows[to].peek().id)}
    >
      {name}
    </button>
  );
  return (
    <div class="d-flex gap-2 me-auto">
      {step('↑', 'Newer order', index - 1)}
      {step('↓', 'Older order', index + 1)}
    </div>
  );
};

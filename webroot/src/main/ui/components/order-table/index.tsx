import { refundOrder, type Order, type OrderStatus } from '../../lib/api';
import { orders, products } from '../../lib/live';
import { attempted, say } from '../../lib/message';
import { formatCents, toCents } from '../../lib/money';
import { ConfirmButton } from '../confirm-button';

const COLOUR: Record<OrderStatus, string> = {
  pending: 'warning',
  completed: 'success',
  refunded: 'secondary',
  failed: 'danger',
};

const refund = (order: Order) =>
  attempted(async () => {
    await refundOrder(order.id);
    say('success', `Refund of order ${order.number} is on its way.`);
    await Promise.all([orders.refresh(), products.refresh()]);
  });

export const OrderTable = () => (
  <section aria-labelledby="recent-orders">
    <h2 id="recent-orders" class="h5">Recent orders</h2>
    <div class="table-responsive position-relative">
      <table class="table align-middle" aria-labelledby="recent-orders">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Product</th>
            <th scope="col" class="number">Qty</th>
            <th scope="col" class="number">Total</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {orders.data.value?.map(order => <Row key={order.id} order={order} />)}
          {!orders.data.value?.length && (
            <tr>
              <td colSpan={5} class="text-body-secondary">
                {orders.data.value ? 'No orders yet: place the first one above.' : 'Loading orders…'}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  </section>
);

const Row = ({ order }: { order: Order }) => (
  <tr>
    <th scope="row">{order.number}</th>
    <td class="name">
      {order.lines.length === 1
        ? order.lines[0]!.name
        : order.lines.map(line => <div key={line.product_id}>{line.quantity} × {line.name}</div>)}
    </td>
    <td class="number">{order.quantity}</td>
    <td class="number">{formatCents(toCents(order.total))}</td>
    <td>
      <div class="d-flex flex-wrap gap-2 align-items-center justify-content-between">
        <span class={`badge text-bg-${COLOUR[order.status]}`}>{order.status}</span>
        {order.status === 'completed' && (
          <ConfirmButton action="Refund" target={`order ${order.number}`} onConfirm={() => refund(order)} />
        )}
      </div>
      {order.reason && <div class="small text-body-secondary">{order.reason}</div>}
    </td>
  </tr>
);

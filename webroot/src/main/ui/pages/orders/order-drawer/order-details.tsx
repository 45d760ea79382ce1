import { useRef, useState } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { By } from '../../../components/by';
import { OrderStatusOf } from '../../../components/status';
import { copyText } from '../../../lib/browser/clipboard';
import { toCents } from '../../../lib/format/money';
import { fullMoment, moment } from '../../../lib/format/time';
import { formatUnits } from '../../../lib/format/units';
import type { Order, Reached } from '../../../lib/server/types';

export const OrderDetails = ({ order }: { order: Order }) => {
  const sum = order.lines.reduce((sum, { price, quantity }) => sum + toCents(price) * quantity, 0);
  return (
    <>
      <dl class="order-facts">
        <dt>Reference</dt>
        <dd class="text-break" translate={false}>{order.reference || '–'}</dd>
        <dt>Placed</dt>
        <dd>{fullMoment(order.created_at)}<By who={order.placed_by} /></dd>
        <dt class="d-print-none">Id</dt>
        <dd class="d-print-none"><CopiedId key={order.id} id={order.id} /></dd>
      </dl>
      <h3 class="h6 mt-4">Lines</h3>
      <table class="table lines" aria-label="Lines">
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number">Qty</th>
            <th scope="col" class="number">Each</th>
            <th scope="col" class="number">Sum</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map(({ product_id, name, price, quantity }) => (
            <tr key={product_id}>
              <th scope="row" class="fw-normal text-break" translate={false}>{name}</th>
              <td class="number" translate={false}>{formatUnits(quantity)}</td>
              <td class="number"><Amount cents={toCents(price)} /></td>
              <td class="number"><Amount cents={toCents(price) * quantity} /></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <Sum name="Subtotal" cents={sum} />
          <Sum name="Fee" cents={toCents(order.fee)} />
          <Sum name="Total" cents={toCents(order.total)} look="fw-bold" />
        </tfoot>
      </table>
      <h3 class="h6 mt-4 d-print-none">Timeline</h3>
      <ol class="timeline d-print-none">
        {order.history.map(({ status, at, reason, restock, not_returned }) => (
          <li key={status}>
            <OrderStatusOf status={status} />
            <div>
              <time dateTime={at}>{moment(at)}</time>
              <By who={status === 'pending' ? order.placed_by : status === 'refunded' ? order.refunded_by : undefined} />
              {reason && <div class="text-break">{reason}</div>}
              {restock !== undefined && !not_returned && (
                <div>{restock ? 'The goods go back into stock.' : 'The goods do not go back into stock.'}</div>
              )}
              {not_returned && <div class="text-break">{couldNotGoBack(order, not_returned)}</div>}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
};

/** What of the order's goods is not in stock again, for the clerk to read. */
function couldNotGoBack(order: Order, units: NonNullable<Reached['not_returned']>) {
  const lost = order.lines.flatMap(line =>
    units.filter(({ product_id }) => product_id === line.product_id).map(({ quantity }) => `${quantity} × ${line.name}`),
  );
  const rest = lost.length < order.lines.length ? ' The other goods go back into stock.' : '';
  return `${lost.join(', ')} could not go back into stock: deleted meanwhile.${rest}`;
}

const Sum = ({ name, cents, look }: { name: string; cents: number; look?: string }) => (
  <tr class={look}>
    <th scope="row" colSpan={3}>{name}</th>
    <td class="number"><Amount cents={cents} /></td>
  </tr>
);

const CopiedId = ({ id }: { id: string }) => {
  const shown = useRef<HTMLElement>(null);
  const [outcome, setOutcome] = useState('');
  const copy = () => copyText(shown.current!).then(() => setOutcome('Copied'), (error: Error) => setOutcome(error.message));
  return (
    <>
      <code ref={shown} class="text-body text-break">{id}</code>{' '}
      <button type="button" class="btn btn-sm border" aria-label="Copy the id" onClick={copy}>Copy</button>{' '}
      <span class="small" role="status">{outcome}</span>
    </>
  );
};

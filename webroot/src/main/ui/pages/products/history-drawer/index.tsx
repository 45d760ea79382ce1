import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { By } from '../../../components/by';
import { Dialog } from '../../../components/dialog';
import { Empty, ErrorNotice, SkeletonRows } from '../../../components/states';
import { products } from '../../../lib/desk';
import { moment } from '../../../lib/format/time';
import { formatChange, formatUnits } from '../../../lib/format/units';
import { KINDS, Movements, sumUp } from '../../../lib/products/movements';
import type { ProblemError } from '../../../lib/server/problem';
import type { Movement } from '../../../lib/server/types';

interface Props {
  productId: string;
  onClose: () => void;
}

/** The movements that explain a product's stock. */
export const HistoryDrawer = ({ productId, onClose }: Props) => {
  const movements = useMemo(() => new Movements(productId), [productId]);
  const loadingOlder = useSignal(false);
  const olderFailure = useSignal<ProblemError | undefined>(undefined);
  useSignalEffect(() => {
    void products.rows.value;
    void products.get(productId)?.value;
    movements.refresh();
  });
  useEffect(() => () => movements.stop(), [movements]);

  const loadOlder = async () => {
    if (loadingOlder.peek()) return;
    loadingOlder.value = true;
    olderFailure.value = undefined;
    try {
      await movements.loadOlder();
    } catch (error) {
      olderFailure.value = error as ProblemError;
    }
    loadingOlder.value = false;
  };

  const rows = movements.rows.value;
  const more = movements.next.value !== undefined;
  const failure = movements.load.failure.value;
  const name = products.get(productId)?.value.name;
  return (
    <Dialog drawer title={name ? `History of ${name}` : 'History of a product'} onClose={onClose}>
      {failure && <ErrorNotice error={failure} retry={() => movements.load.run()} />}
      <table class="table table-sm align-middle mb-2" aria-label="Movements" aria-busy={!movements.load.done.value && !failure?.isDefinite}>
        <thead>
          <tr>
            <th scope="col">What happened</th>
            <th scope="col" class="number">Units</th>
            <th scope="col" class="number">Free then</th>
          </tr>
        </thead>
        <tbody>
          {!rows.length && !movements.load.done.value && !failure?.isDefinite && <SkeletonRows columns={3} />}
          {!rows.length && movements.load.done.value && <tr><td colSpan={3}><Empty title="Nothing has happened to it yet." /></td></tr>}
          {rows.map(({ at, kind, units, quantity, order_id, reason, by }, n) => (
            <tr key={rows.length - n}>
              <td>
                {KINDS[kind]}
                {order_id && <> <a href={`/orders?order=${order_id}`}>an order</a></>}
                {reason && <>: {reason}</>}
                <div class="small text-body-secondary">{moment(at)}<By who={by} /></div>
              </td>
              <td class="number" translate={false}>{formatChange(units)}</td>
              <td class="number" translate={false}>{formatUnits(quantity)}</td>
            </tr>
          ))}
        </tbody>
        {rows.length > 0 && <Sum movements={rows} complete={!more} />}
      </table>
      {olderFailure.value && <ErrorNotice error={olderFailure.value} retry={loadOlder} />}
      {more && (
        <button type="button" class="btn border" aria-disabled={loadingOlder.value} onClick={loadOlder}>
          {loadingOlder.value ? 'Loading…' : 'Show older'}
        </button>
      )}
    </Dialog>
  );
};

/** Shows that the movements add up to the stock. */
const Sum = ({ movements, complete }: { movements: readonly Movement[]; complete: boolean }) => {
  const { before, units, quantity } = sumUp(movements);
  return (
    <tfoot>
      {!complete && (
        <tr>
          <th scope="row" class="fw-normal">Free before these</th>
          <td />
          <td class="number">{formatUnits(before)}</td>
        </tr>
      )}
      <tr>
        <th scope="row">{complete ? 'All together' : 'These together'}</th>
        <td class="number fw-bold" translate={false}>{formatChange(units)}</td>
        <td class="number fw-bold" translate={false}>{formatUnits(quantity)}</td>
      </tr>
    </tfoot>
  );
};

import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { By } from '../../../components/by';
import { Dialog } from '../../../components/dialog';
import { Empty, ErrorNotice, SkeletonRows } from '../../../components/states';
import { may } from '../../../lib/access/session';
import { orders, products } from '../../../lib/desk';
import { moment } from '../../../lib/format/time';
import { formatChange, formatUnits } from '../../../lib/format/units';
import { MentionedOrders } from '../../../lib/orders/mentioned';
import { COUNTED, kindOf, Movements, sumUp } from '../../../lib/products/movements';
import type { ProblemError } from '../../../lib/server/problem';
import type { Movement } from '../../../lib/server/types';
import { t, tx } from '../../../texts';

const mentionedOrders = new MentionedOrders(orders);

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
  const loading = !movements.load.done.value && !failure;
  const name = products.get(productId)?.value.name;
  return (
    <Dialog drawer title={name ? t('history.title', { name }) : t('history.title.unknown')} onClose={onClose}>
      {failure && <ErrorNotice error={failure} retry={() => movements.load.run()} />}
      {(rows.length > 0 || !failure) && (
        <table class="table movements" aria-label={t('history.movements')} aria-busy={loading}>
          <thead>
            <tr>
              <th scope="col">{t('history.when')}</th>
              <th scope="col" class="rest">{t('history.what')}</th>
              <th scope="col" class="n">{t('history.units')}</th>
              <th scope="col" class="n">{t('history.free')}</th>
            </tr>
          </thead>
          <tbody>
            {!rows.length && loading && <SkeletonRows columns={4} looks={[undefined, 'rest', 'n', 'n']} />}
            {!rows.length && !loading && <tr><td colSpan={4}><Empty title={t('history.none')} /></td></tr>}
            {rows.map((movement, n) => <MovementRow key={rows.length - n} movement={movement} rows={rows} />)}
          </tbody>
          {rows.length > 0 && <Sum movements={rows} complete={!more} />}
        </table>
      )}
      {olderFailure.value && <ErrorNotice error={olderFailure.value} retry={loadOlder} />}
      {more && (
        <Button class="older" aria-disabled={loadingOlder.value} onClick={loadOlder}>
          {loadingOlder.value ? t('history.loading') : t('history.older')}
        </Button>
      )}
    </Dialog>
  );
};

interface RowProps {
  movement: Movement;
  /** All that are shown; others when something has happened. */
  rows: readonly Movement[];
}

const MovementRow = ({ movement, movement: { at, units, quantity, order_id, reason, by }, rows }: RowProps) => {
  const readable = order_id && may('orders:read') ? order_id : undefined;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (!readable) return;
    const watch = new IntersectionObserver(([entry]) => entry!.isIntersecting && mentionedOrders.want(readable));
    watch.observe(row.current!);
    return () => watch.disconnect();
  }, [readable, rows]);
  const order = readable ? mentionedOrders.get(readable) : undefined;
  const kind = kindOf(movement, order);
  const words = order ? t('history.order', { number: order.number }) : t('history.order.some');
  return (
    <tr ref={row}>
      <td class="t">{moment(at)}</td>
      <td class="rest">
        {order_id ? tx(`movement.${kind}`, { order: readable ? <a href={`/orders?order=${readable}`}>{words}</a> : words }) : t(`movement.${kind}`)}
        {reason && reason !== COUNTED && <>: {reason}</>}
        <By who={by} />
      </td>
      <td class="n" translate={false}>{formatChange(units)}</td>
      <td class="n strong" translate={false}>{formatUnits(quantity)}</td>
    </tr>
  );
};

/** Shows that the movements add up to the stock. */
const Sum = ({ movements, complete }: { movements: readonly Movement[]; complete: boolean }) => {
  const { before, units, quantity } = sumUp(movements);
  return (
    <tfoot>
      {!complete && (
        <tr>
          <th scope="row" colSpan={2}>{t('history.before')}</th>
          <td />
          <td class="n">{formatUnits(before)}</td>
        </tr>
      )}
      <tr>
        <th scope="row" colSpan={2} class="strong">{complete ? t('history.sum') : t('history.sum.shown')}</th>
        <td class="n strong" translate={false}>{formatChange(units)}</td>
        <td class="n strong" translate={false}>{formatUnits(quantity)}</td>
      </tr>
    </tfoot>
  );
};

import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { soon } from '../../../components/later';
import { ErrorNotice } from '../../../components/states';
import { may } from '../../../lib/access/session';
import { orders } from '../../../lib/desk';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import type { Row } from '../../../lib/live/collection';
import type { ProblemError } from '../../../lib/server/problem';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { placing } from '../order-form/placing';
import { Head } from './head';
import { OrderDetails } from './order-details';
import { OnPaper } from './print';
import { hasRoom } from './room';

const RefundDialog = soon(() => import('./refund-dialog').then(({ RefundDialog }) => RefundDialog));

interface Props {
  id: string;
  onClose: () => void;
  /** Opens another order. */
  onOpen: (id: string) => void;
  /** Puts the order's lines into the form. */
  onAgain: (order: Order) => void;
}

/** An order in detail, live: in the place of the list, or over everything on a small screen. */
export const OrderDrawer = ({ id, onClose, onOpen, onAgain }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const opened = useSignal<Row<Order> | undefined>(undefined);
  const failure = useSignal<ProblemError | undefined>(undefined);
  const refunding = useSignal(false);
  /** The id of the order whose refund the server has accepted. */
  const accepted = useSignal('');
  const tries = useSignal(0);
  /** It stays where it is while a refund is entered, or what was typed would be lost with the turn of a screen. */
  const beside = useRef(hasRoom.value);
  if (!refunding.value) beside.current = hasRoom.value;

  useEffect(() => {
    let left = false;
    failure.value = undefined;
    orders.open(id).then(
      row => left || (opened.value = row),
      error => left || (failure.value = error as ProblemError),
    );
    return () => {
      left = true;
    };
  }, [id, tries.value]);

  const known = opened.value?.value;
  // The one before stays until this one is there, so that nothing flickers from one to the next.
  const order = failure.value ? undefined : known;
  const isThis = order?.id === id;
  const canRefund = isThis && order.status === 'completed' && accepted.value !== id && may('orders:refund');
  // The button that had the focus may have gone.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) dialog.current?.querySelector<HTMLElement>('.dialog-body')!.focus({ preventScroll: true });
  }, [canRefund, refunding.value]);
  const refund = () => canRefund && (refunding.value = true);
  const again = () => isThis && !placing.peek() && onAgain(order);
  useShortcut('r', t('opened.key.refund'), refund, 'orders:refund', dialog);
  useShortcut('o', t('orders.again'), again, 'orders:place', dialog);
  useShortcut('p', t('orders.print'), print, undefined, dialog);
  useShortcut('Escape', t('opened.key.close'), onClose, undefined, dialog);

  return (
    <Dialog
      key={beside.current}
      drawer
      beside={beside.current}
      dialogRef={dialog}
      title={order ? t('opened.title', { number: order.number }) : t('opened.one')}
      head={<Head id={id} order={order} onOpen={onOpen} dialog={dialog} />}
      onClose={onClose}
      footer={
        order && (
          <>
            <Button icon="print" keys="p" onClick={print}>{t('orders.print')}</Button>
            {canRefund && <Button icon="refund" keys="r" onClick={refund}>{t('opened.refund')}</Button>}
            {may('orders:place') && (
              <Button icon="again" keys="o" aria-disabled={placing.value} onClick={again}>{t('orders.again')}</Button>
            )}
          </>
        )
      }
    >
      {failure.value && <ErrorNotice error={failure.value} retry={() => tries.value++} />}
      {!order && !failure.value && <p class="hint late" role="status">{t('opened.loading')}</p>}
      {order && (
        <>
          <p class="hint" role="status">{order.status === 'completed' && accepted.value === order.id && t('opened.refund.underWay')}</p>
          <OrderDetails order={order} />
          <OnPaper order={order} />
        </>
      )}
      {refunding.value && order && (
        <RefundDialog order={order} onClose={() => (refunding.value = false)} onAccepted={() => (accepted.value = id)} />
      )}
    </Dialog>
  );
};

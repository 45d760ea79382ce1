import { useRef, useState } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { Button } from '../../../components/button';
import { Check } from '../../../components/check';
import { Dialog } from '../../../components/dialog';
import { Field } from '../../../components/field';
import { Notice } from '../../../components/notice';
import { ErrorNotice } from '../../../components/states';
import { orders } from '../../../lib/desk';
import { toCents } from '../../../lib/format/money';
import { refundOrder } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import type { ProblemError } from '../../../lib/server/problem';
import type { Order } from '../../../lib/server/types';
import { t, tx } from '../../../texts';

const LONGEST_REASON = 200;

const attempts = new Attempts('refund-order');

interface Props {
  order: Order;
  onClose: () => void;
  /** Called when the server has accepted the request; the refund itself follows a little later. */
  onAccepted: () => void;
}

export const RefundDialog = ({ order, onClose, onAccepted }: Props) => {
  const [reason, setReason] = useState('');
  const restock = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ProblemError>();
  /** Whether somebody else has asked for the refund first. */
  const [others, setOthers] = useState(false);
  const over = others || (order.status !== 'completed' && !sending);

  const send = async () => {
    if (sending || over) return;
    setSending(true);
    setFailure(undefined);
    const why = reason.trim();
    const refund = { ...(why && { reason: why }), restock: restock.current!.checked };
    try {
      const accepted = await attempts.run({ id: order.id, ...refund }, key => refundOrder(order.id, refund, key));
      orders.put(accepted);
      onAccepted();
      // The first request for a refund stands, with its reason.
      if ((accepted.reason ?? '') === why) onClose();
      else setOthers(true);
    } catch (error) {
      setFailure(error as ProblemError);
      setSending(false);
    }
  };

  const amount = <Amount cents={toCents(order.total)} />;
  return (
    <Dialog
      title={t('refund.title', { number: order.number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{over ? t('dialog.close') : t('dialog.cancel')}</Button>
          {!over && <Button type="submit" form="refund" look="danger" disabled={sending}>{sending ? t('refund.sending') : tx('refund.amount', { amount })}</Button>}
        </>
      }
    >
      <form
        id="refund"
        class="form"
        onKeyDown={event => {
          // The Enter that opened the dialog may still be held down.
          if (event.key === 'Enter' && event.repeat) event.preventDefault();
        }}
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        {over && <Notice tone="warn" title={saidOf(order)}><p>{t('refund.unused')}</p></Notice>}
        {failure && <ErrorNotice error={failure} retry={failure.outcomeUnknown ? send : undefined} />}
        <Field id="refund-reason" label={t('refund.reason')} large value={reason} onType={setReason} maxLength={LONGEST_REASON} autofocus />
        <Check inputRef={restock} defaultChecked>{t('refund.restock')}</Check>
      </form>
    </Dialog>
  );
};

const saidOf = ({ refunded_by, reason }: Order) => {
  const name = refunded_by ?? t('refund.somebody');
  return reason ? t('refund.others.reason', { name, reason }) : t('refund.others', { name });
};

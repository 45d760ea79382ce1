import { useRef, useState } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { Dialog } from '../../../components/dialog';
import { ErrorNotice } from '../../../components/states';
import { orders } from '../../../lib/desk';
import { toCents } from '../../../lib/format/money';
import { refundOrder } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import type { ProblemError } from '../../../lib/server/problem';
import type { Order } from '../../../lib/server/types';

const attempts = new Attempts('refund-order');

interface Props {
  order: Order;
  onClose: () => void;
  /** Called when the server has accepted the request; the refund itself follows a little later. */
  onAccepted: () => void;
}

export const RefundDialog = ({ order, onClose, onAccepted }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ProblemError>();
  /** Whether somebody else has asked for the refund first. */
  const [others, setOthers] = useState(false);
  const over = others || (order.status !== 'completed' && !sending);

  const send = async () => {
    if (sending || over) return;
    setSending(true);
    setFailure(undefined);
    const fields = new FormData(form.current!);
    const reason = String(fields.get('reason')).trim();
    const refund = { ...(reason && { reason }), restock: fields.has('restock') };
    try {
      const accepted = await attempts.run({ id: order.id, ...refund }, key => refundOrder(order.id, refund, key));
      orders.put(accepted);
      onAccepted();
      // The first request for a refund stands, with its reason.
      if ((accepted.reason ?? '') === reason) onClose();
      else setOthers(true);
    } catch (error) {
      setFailure(error as ProblemError);
      setSending(false);
    }
  };

  return (
    <Dialog
      title={`Refund order ${order.number}?`}
      onClose={onClose}
      footer={
        <>
          {!over && (
            <button type="submit" form="refund" class="btn btn-danger" disabled={sending}>
              {sending ? 'Refunding…' : <>Refund <Amount cents={toCents(order.total)} /></>}
            </button>
          )}
          <button type="button" class="btn btn-secondary" onClick={onClose}>{over ? 'Close' : 'Cancel'}</button>
        </>
      }
    >
      <form
        ref={form}
        id="refund"
        onKeyDown={event => {
          // The Enter that opened the dialog may still be held down.
          if (event.key === 'Enter' && event.repeat) event.preventDefault();
        }}
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        {over && (
          <p class="alert alert-warning py-2" role="alert">
            {order.refunded_by ?? 'Somebody else'} has refunded this order{order.reason && <>: “{order.reason}”</>}. What you entered here was not used.
          </p>
        )}
        {failure && <ErrorNotice error={failure} retry={failure.outcomeUnknown ? send : undefined} />}
        <label class="form-label" for="refund-reason">Reason <span class="text-body-secondary">(optional)</span></label>
        <input id="refund-reason" name="reason" class="form-control" maxLength={200} autocomplete="off" autofocus />
        <div class="form-check mt-3">
          <input id="refund-restock" name="restock" class="form-check-input" type="checkbox" defaultChecked />
          <label class="form-check-label" for="refund-restock">Put the goods back in stock</label>
        </div>
      </form>
    </Dialog>
  );
};

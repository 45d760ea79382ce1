import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { OrderStatusOf } from '../../../components/status';
import { ErrorNotice } from '../../../components/states';
import { configLoad, products } from '../../../lib/desk';
import { useScan } from '../../../lib/keyboard/scanner';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import type { Order } from '../../../lib/server/types';
import { DraftLines } from './draft-lines';
import { DraftTabs } from './draft-tabs';
import { Entry, hasEntry, takeEntry } from './entry';
import { addScanned, clearForm } from './filling';
import { PlacedBefore } from './placed-before';
import { draft, forgetTrouble, lastPlaced, liveLines as lines, place, placedBefore, placing, totalAsked, trouble } from './placing';
import { PricesChanged } from './prices-changed';
import { isPlainEnter } from './quantity-input';
import { Trouble } from './trouble';

interface Props {
  /** The field where a new order begins. */
  picker: RefObject<HTMLInputElement | null>;
  onOpen: (id: string) => void;
}

/** The form for a new order. Everything works by keyboard. */
export const OrderForm = ({ picker, onOpen }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const wasPlacing = useRef(false);
  const toPicker = () => picker.current?.focus();
  const submitForm = () => form.current?.requestSubmit();

  useScan(addScanned);
  useShortcut('n', 'New order: choose a product', toPicker);
  useShortcut('Ctrl+Enter', 'Place the order', submitForm);

  useLayoutEffect(() => {
    if (wasPlacing.current && !placing.value) (trouble.value || placedBefore.value ? notice : picker).current?.focus();
    wasPlacing.current = placing.value;
  }, [placing.value]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (placing.peek()) return;
    if (placedBefore.peek() || totalAsked.peek() !== undefined) return notice.current?.focus();
    const complete = hasEntry.peek() || !draft.lines.peek().length ? takeEntry() : true;
    const wrong = form.current?.querySelector<HTMLInputElement>('.lines input:invalid');
    if (wrong) wrong.focus();
    else if (complete) void place();
    else toPicker();
  };
  const reduce = () => {
    const { short } = trouble.peek()!;
    draft.reduce(short);
    forgetTrouble();
    const reduced = short.find(({ available }) => available > 0)?.product_id;
    const field = form.current?.querySelector<HTMLInputElement>(`[data-product="${reduced}"]`);
    (field ?? picker.current)?.focus();
  };
  const removeGone = () => {
    draft.remove(lines.peek().filter(({ product }) => !product).map(({ product_id }) => product_id));
    forgetTrouble();
    toPicker();
  };
  const clear = () => {
    clearForm();
    toPicker();
  };

  return (
    <section class="order-form" aria-labelledby="new-order">
      <DraftTabs picker={picker} />
      <form ref={form} class="card-body" noValidate onSubmit={submit} onKeyDown={keepEnterFromPlacing}>
        <h2 id="new-order" class="h5 mb-3">New order</h2>
        {[configLoad, products.load].map(load => load.failure.value && !load.done.value && (
          <ErrorNotice error={load.failure.value} retry={() => load.run()} />
        ))}
        <div inert={placing.value}>
          <Entry key={draft.id} picker={picker} />
          {lines.value.length ? (
            <DraftLines lines={lines.value} onDone={toPicker} />
          ) : (
            <p class="small text-body-secondary mt-2">Enter picks the product, Enter again adds the line.</p>
          )}
          <div class="mb-3">
            <label class="form-label" for="order-reference">Reference <span class="text-body-secondary">(optional)</span></label>
            <input
              id="order-reference"
              class="form-control"
              maxLength={200}
              autocomplete="off"
              value={draft.reference.value}
              onInput={event => draft.setReference(event.currentTarget.value)}
            />
          </div>
        </div>
        {trouble.value && !placing.value && (
          <Trouble error={trouble.value} lines={lines.value} noticeRef={notice} onReduce={reduce} onRemoveGone={removeGone} onRetry={submitForm} />
        )}
        {totalAsked.value !== undefined && !placing.value && <PricesChanged total={totalAsked.value} noticeRef={notice} />}
        {placedBefore.value && <PlacedBefore order={placedBefore.value} noticeRef={notice} onOpen={onOpen} />}
        <div class="d-flex flex-wrap align-items-center gap-2">
          <button type="submit" class="btn btn-primary" disabled={placing.value}>{placing.value ? 'Placing…' : 'Place order'}</button>
          <span class="small text-body-secondary hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
          {(draft.dirty.value || hasEntry.value) && !placing.value && <button type="button" class="btn border ms-auto" onClick={clear}>Clear</button>}
        </div>
        <p class="mt-3 mb-0 placed" role="status" aria-atomic="false">{lastPlaced.value && <LastPlaced order={lastPlaced.value.value} onOpen={onOpen} />}</p>
      </form>
    </section>
  );
};

/** Keeps the status of the clerk's last order in view, whatever comes after it. The number is read out by another message. */
const LastPlaced = ({ order: { id, number, status, reason }, onOpen }: { order: Order; onOpen: Props['onOpen'] }) => (
  <>
    <span aria-live="off">
      Last order: <button type="button" class="btn btn-link p-0 align-baseline" aria-haspopup="dialog" onClick={() => onOpen(id)}>{number}</button>
    </span>{' '}
    <OrderStatusOf status={status} /> {reason}
  </>
);

/** In a field, Enter only completes the input; Ctrl+Enter places the order. */
const keepEnterFromPlacing = (event: KeyboardEvent) => {
  if (isPlainEnter(event) && event.target instanceof HTMLInputElement) event.preventDefault();
};

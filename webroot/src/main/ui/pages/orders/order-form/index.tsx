import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { soon } from '../../../components/later';
import { ErrorNotice } from '../../../components/states';
import { configLoad, products } from '../../../lib/desk';
import { useScan } from '../../../lib/keyboard/scanner';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import { t } from '../../../texts';
import { DraftLines } from './draft-lines';
import { ACTIVE_TAB, DRAFT_PANEL, DraftTabs } from './draft-tabs';
import { Entry, hasEntry, takeEntry } from './entry';
import { addScanned, clearForm } from './filling';
import { Foot } from './foot';
import { draft, drafts, forgetTrouble, liveLines as lines, place, placedBefore, placing, totalAsked, trouble } from './placing';
import { isPlainEnter } from './quantity-input';

const Placed = soon(() => import('./placed').then(({ Placed }) => Placed));
const Notices = soon(() => import('./notices').then(({ Notices }) => Notices));

interface Props {
  /** The field where a new order begins. */
  picker: RefObject<HTMLInputElement | null>;
  onOpen: (id: string) => void;
}

/** The form for a new order. Everything works by keyboard. */
export const OrderForm = ({ picker, onOpen }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const reference = useRef<HTMLInputElement>(null);
  const wasPlacing = useRef(false);
  const toPicker = () => picker.current?.focus();
  const toReference = () => reference.current?.focus();
  const submitForm = () => form.current?.requestSubmit();
  const settleNext = () => focusNextToSettle(form.current!);

  useScan(addScanned);
  useShortcut('n', t('order.new.does'), toPicker);
  useShortcut('F8', t('order.settle.does'), settleNext);
  useShortcut('Alt+r', t('order.reference.does'), toReference);
  useShortcut('Ctrl+Enter', t('order.place.does'), submitForm);
  useFirstFocus(picker);

  useLayoutEffect(() => {
    // Who is elsewhere by then stays there.
    const isHere = isFocusFree() || form.current!.contains(document.activeElement);
    if (wasPlacing.current && !placing.value && isHere) (trouble.value || placedBefore.value ? notice : picker).current?.focus();
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
      <h2 id="new-order" class="visually-hidden">{t('order.new')}</h2>
      <DraftTabs picker={picker} />
      <div role="tabpanel" id={DRAFT_PANEL} class="draft" aria-labelledby={ACTIVE_TAB}>
        <form ref={form} noValidate onSubmit={submit} onKeyDown={keepEnterFromPlacing}>
          <div class="entry-pane" inert={placing.value}>
            <Entry key={draft.id} picker={picker} onDone={toReference} />
          </div>
          <div class="lines-pane" inert={placing.value}>
            {lines.value.length > 0 ? <DraftLines key={draft.id} lines={lines.value} onDone={toPicker} /> : <NoLines />}
          </div>
          <div class="notices">
            {[configLoad, products.load].map(load => load.failure.value && !load.done.value && (
              <ErrorNotice error={load.failure.value} retry={() => load.run()} />
            ))}
            <Notices noticeRef={notice} onReduce={reduce} onRemoveGone={removeGone} onRetry={submitForm} onOpen={onOpen} onDone={toPicker} />
          </div>
          <Foot reference={reference} onSettle={settleNext} onClear={clear} />
          {drafts.lastPlaced.value && <Placed order={drafts.lastPlaced.value.value} onOpen={onOpen} />}
        </form>
      </div>
    </section>
  );
};

const NoLines = () => (
  <div class="empty">
    <p>{t('order.none')}</p>
    <p class="quiet">{t('order.none.way')}</p>
  </div>
);

const isFocusFree = () => document.activeElement === document.body || document.activeElement?.id === 'content';

/** An order can be entered at once. Not where that would open a keyboard on the screen, and not if something else has the focus already. */
function useFirstFocus(picker: Props['picker']) {
  useLayoutEffect(() => {
    if (isFocusFree() && matchMedia('(pointer: fine)').matches) picker.current?.focus();
  }, []);
}

/** The next line that needs a look, after the one that has the focus: its answer, or else what removes or changes it. */
function focusNextToSettle(form: HTMLFormElement) {
  const rows = [...form.querySelectorAll('.lines .to-settle')];
  const here = document.activeElement?.closest('.lines tr');
  const isAfter = (row: Element) => here && here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = rows.find(isAfter) ?? rows[0];
  next?.scrollIntoView({ block: 'nearest' });
  const way = next?.querySelector<HTMLElement>('.answer') ?? next?.querySelector<HTMLElement>('.unsold .remove, .quantity');
  way?.focus();
}

/** In a field, Enter only completes the input; Ctrl+Enter places the order. */
const keepEnterFromPlacing = (event: KeyboardEvent) => {
  if (isPlainEnter(event) && event.target instanceof HTMLInputElement) event.preventDefault();
};

import { computed } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { missing } from '../../../components/later';
import { ProductPicker, type Picked } from '../../../components/product-picker';
import { products } from '../../../lib/desk';
import { formatUnits } from '../../../lib/format/units';
import { announce } from '../../../lib/messages/toast';
import { isPastedList } from '../../../lib/orders/counted';
import { MAX_LINES, MAX_QUANTITY, parseQuantity } from '../../../lib/orders/draft';
import { t } from '../../../texts';
import { draft } from './placing';
import { QuantityInput } from './quantity-input';

interface Props {
  picker: RefObject<HTMLInputElement | null>;
  /** Moves on to what comes after the lines. */
  onDone: () => void;
}

/** Where the next line is entered: the product, then the quantity unless it was said with the product. */
export const Entry = ({ picker, onDone }: Props) => {
  const { entry } = draft;
  const field = useRef<HTMLInputElement>(null);
  const isPicked = entry.product !== '';
  const quantityNext = useRef(false);

  const toPicker = () => picker.current?.focus();
  const add = () => {
    if (takeEntry() || !entry.product) toPicker();
    else field.current?.focus();
  };
  const pick = ({ product, units, sure }: Picked) => {
    entry.pick(product);
    entry.type(String(units ?? 1));
    if (sure && takeEntry()) return toPicker();
    quantityNext.current = true;
    field.current?.focus();
  };
  // The field is there only from now on.
  useLayoutEffect(() => {
    if (isPicked && quantityNext.current) field.current?.focus();
    quantityNext.current = false;
  });

  return (
    <div class="entry">
      <ProductPicker
        id="order-product"
        label={t('order.entry')}
        placeholder={t('order.entry.hint')}
        counting
        keys="n"
        text={entry.text}
        inputRef={picker}
        complaint={entry.complaint.value}
        onType={() => (entry.complaint.value = undefined)}
        onPick={pick}
        onEnterEmpty={onDone}
        onPaste={event => {
          const text = event.clipboardData?.getData('text/plain') ?? '';
          if (!isPastedList(text)) return;
          event.preventDefault();
          import('./pasting').then(({ addPasted }) => addPasted(text), missing);
        }}
      />
      {isPicked && (
        <div class="field large entry-quantity">
          <label for="order-quantity">{t('order.quantity')}</label>
          <QuantityInput
            ref={field}
            id="order-quantity"
            class="n"
            value={entry.quantity.value}
            onInput={event => entry.type(event.currentTarget.value)}
            onEnter={add}
            onEscape={toPicker}
          />
        </div>
      )}
      <Button large keys="Enter" tabIndex={-1} onClick={add}>{t('order.add')}</Button>
    </div>
  );
};

/** Adds what is entered as a line of the draft. Returns false if that is not a line. */
export function takeEntry(): boolean {
  const { entry } = draft;
  const product = products.get(entry.product)?.peek();
  const units = parseQuantity(entry.quantity.peek());
  const complaint = !product
    ? entry.isEmpty.peek() ? t('order.entry.first') : t('order.entry.choose')
    : !units
      ? t('order.entry.units', { most: formatUnits(MAX_QUANTITY) })
      : draft.hasRoom(product.id) ? undefined : t('order.entry.full', { n: MAX_LINES });
  entry.complaint.value = complaint;
  if (complaint !== undefined) return false;
  draft.add(product!, units!);
  announce(t('order.added', { units: formatUnits(units!), name: product!.name }));
  entry.clear();
  return true;
}

export const hasEntry = computed(() => !draft.entry.isEmpty.value);

import { computed } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { ProductPicker } from '../../../components/product-picker';
import { products } from '../../../lib/desk';
import { formatUnits } from '../../../lib/format/units';
import { announce } from '../../../lib/messages/toast';
import { MAX_QUANTITY, parseQuantity } from '../../../lib/orders/draft';
import { draft } from './placing';
import { QuantityInput } from './quantity-input';

interface Props {
  picker: RefObject<HTMLInputElement | null>;
}

/** Where the next line is entered: the product, then the quantity. */
export const Entry = ({ picker }: Props) => {
  const { entry } = draft;
  const field = useRef<HTMLInputElement>(null);
  const add = () => {
    if (takeEntry() || !entry.product) picker.current?.focus();
    else field.current?.focus();
  };
  return (
    <div class="entry">
      <ProductPicker
        id="order-product"
        label="Product"
        text={entry.text}
        inputRef={picker}
        complaint={entry.complaint.value}
        onType={() => (entry.complaint.value = undefined)}
        onPick={product => {
          entry.pick(product);
          field.current?.focus();
        }}
      />
      <div>
        <label class="form-label" for="order-quantity">Quantity</label>
        <QuantityInput
          ref={field}
          id="order-quantity"
          value={entry.quantity.value}
          onInput={event => entry.type(event.currentTarget.value)}
          onEnter={add}
        />
      </div>
      <button type="button" class="btn border" onClick={add}>Add</button>
    </div>
  );
};

/** Adds what is entered as a line of the draft. Returns false if that is not a line. */
export function takeEntry(): boolean {
  const { entry } = draft;
  const product = products.get(entry.product)?.peek();
  const units = parseQuantity(entry.quantity.peek());
  if (!product) {
    entry.complaint.value = entry.isEmpty.peek() ? 'Choose a product first.' : 'Choose one of the products.';
    return false;
  }
  if (!units) {
    entry.complaint.value = `Order 1 to ${formatUnits(MAX_QUANTITY)} of it.`;
    return false;
  }
  draft.add(product, units);
  announce(`${formatUnits(units)} ${product.name} added.`);
  entry.clear();
  return true;
}

export const hasEntry = computed(() => !draft.entry.isEmpty.value);

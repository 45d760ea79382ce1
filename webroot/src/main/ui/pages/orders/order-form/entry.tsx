import { computed, signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { ProductPicker } from '../../../components/product-picker';
import { products } from '../../../lib/desk';
import { formatUnits } from '../../../lib/format/units';
import { announce } from '../../../lib/messages/toast';
import { MAX_QUANTITY, parseQuantity } from '../../../lib/orders/draft';
import { draft } from './placing';
import { QuantityInput } from './quantity-input';

const text = signal('');
/** What the picker has given; it counts for as long as its name stands there. */
const picked = signal({ text: '', id: '' });
const chosen = () => (picked.peek().text === text.peek() ? picked.peek().id : '');
const quantity = signal('1');
const complaint = signal<string | undefined>(undefined);

const enter = (product: { text: string; id: string }, units: string) => {
  text.value = product.text;
  picked.value = product;
  quantity.value = units;
  complaint.value = undefined;
};

/** Returns a function that undoes it. */
export function emptyEntry(): () => void {
  const [product, units] = [{ text: text.peek(), id: chosen() }, quantity.peek()];
  enter({ text: '', id: '' }, '1');
  return () => enter(product, units);
}

interface Props {
  picker: RefObject<HTMLInputElement | null>;
}

/** Where the next line is entered: the product, then the quantity. */
export const Entry = ({ picker }: Props) => {
  const field = useRef<HTMLInputElement>(null);
  const add = () => {
    if (takeEntry() || !chosen()) picker.current?.focus();
    else field.current?.focus();
  };
  return (
    <div class="entry">
      <ProductPicker
        id="order-product"
        label="Product"
        text={text}
        inputRef={picker}
        complaint={complaint.value}
        onType={() => (complaint.value = undefined)}
        onPick={({ id, name }) => {
          picked.value = { text: name, id };
          complaint.value = undefined;
          field.current?.focus();
        }}
      />
      <div>
        <label class="form-label" for="order-quantity">Quantity</label>
        <QuantityInput
          ref={field}
          id="order-quantity"
          value={quantity.value}
          onInput={event => {
            quantity.value = event.currentTarget.value;
            complaint.value = undefined;
          }}
          onEnter={add}
        />
      </div>
      <button type="button" class="btn border" onClick={add}>Add</button>
    </div>
  );
};

/** Adds what is entered as a line of the draft. Returns false if that is not a line. */
export function takeEntry(): boolean {
  const product = products.get(chosen())?.peek();
  const units = parseQuantity(quantity.peek());
  if (!product) {
    complaint.value = text.peek() ? 'Choose one of the products.' : 'Choose a product first.';
    return false;
  }
  if (!units) {
    complaint.value = `Order 1 to ${formatUnits(MAX_QUANTITY)} of it.`;
    return false;
  }
  draft.add(product, units);
  announce(`${formatUnits(units)} ${product.name} added.`);
  emptyEntry();
  return true;
}

export const hasEntry = computed(() => text.value !== '');

import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { toCents } from '../format/money';
import type { OrderForm, Product, Shortage } from '../server/types';

export interface DraftLine {
  product_id: string;
  /** The name when the line was added, for a product that is gone by now. */
  name: string;
  /** The unit price that the clerk knows, in cents. */
  price: number;
  /** As typed. */
  quantity: string;
}

/** Everything that was entered. Immutable: each change makes a new one. */
export interface Content {
  lines: readonly DraftLine[];
  reference: string;
}

const EMPTY: Content = { lines: [], reference: '' };

/** The most units that a line may have. */
export const MAX_QUANTITY = 1_000_000;
/** The same as parseQuantity(), for a field's `pattern`. */
export const QUANTITY_PATTERN = '0*([1-9][0-9]{0,5}|1000000)';

/** Parses what a clerk typed; undefined if it is not a quantity. */
export function parseQuantity(text: string): number | undefined {
  const units = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  return units >= 1 && units <= MAX_QUANTITY ? units : undefined;
}

/** An order that is being entered. What its products cost now, and their stock, stay with the products. */
export class Draft {
  private readonly entered = signal<Content>(EMPTY);
  readonly lines: ReadonlySignal<readonly DraftLine[]> = computed(() => this.entered.value.lines);
  readonly reference: ReadonlySignal<string> = computed(() => this.entered.value.reference);
  readonly dirty = computed(() => this.entered.value.lines.length > 0 || this.entered.value.reference !== '');

  get content(): ReadonlySignal<Content> {
    return this.entered;
  }

  /** Adds the units to the product's line, if it has one. */
  add({ id, name, price }: Pick<Product, 'id' | 'name' | 'price'>, units: number) {
    const line = this.lines.peek().find(({ product_id }) => product_id === id);
    if (line) this.setQuantity(id, String((parseQuantity(line.quantity) ?? 0) + units));
    else this.setLines([...this.lines.peek(), { product_id: id, name, price: toCents(price), quantity: String(units) }]);
  }

  setQuantity(id: string, quantity: string) {
    this.setLines(this.lines.peek().map(line => (line.product_id === id ? { ...line, quantity } : line)));
  }

  /** The clerk has agreed to these unit prices. */
  accept(prices: ReadonlyMap<string, number>) {
    this.setLines(this.lines.peek().map(line => ({ ...line, price: prices.get(line.product_id) ?? line.price })));
  }

  setReference(reference: string) {
    this.entered.value = { ...this.entered.peek(), reference };
  }

  remove(ids: readonly string[]) {
    this.setLines(this.lines.peek().filter(line => !ids.includes(line.product_id)));
  }

  /** Reduces lines to the available quantity, and removes those with none. */
  reduce(short: readonly Shortage[]) {
    const available = new Map(short.map(shortage => [shortage.product_id, shortage.available]));
    this.remove(short.filter(shortage => !shortage.available).map(shortage => shortage.product_id));
    this.setLines(
      this.lines.peek().map(line => ({
        ...line,
        quantity: String(Math.min(Number(line.quantity), available.get(line.product_id) ?? Infinity)),
      })),
    );
  }

  /** Returns a function that undoes it. */
  fill(content: Content): () => void {
    const before = this.entered.peek();
    this.entered.value = content;
    return () => (this.entered.value = before);
  }

  clear() {
    return this.fill(EMPTY);
  }

  /** The order as it is sent. */
  get form(): OrderForm {
    const reference = this.reference.peek().trim();
    return {
      lines: this.lines.peek().map(({ product_id, quantity }) => ({ product_id, quantity: Number(quantity) })),
      ...(reference && { reference }),
    };
  }

  private setLines(lines: readonly DraftLine[]) {
    this.entered.value = { ...this.entered.peek(), lines };
  }
}

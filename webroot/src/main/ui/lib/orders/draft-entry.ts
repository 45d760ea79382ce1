import { computed, signal } from '@preact/signals';
import type { Product } from '../server/types';

const ONE = '1';

/** What is typed to become the next line, as the browser keeps it. */
export interface EntryState {
  text: string;
  /** The id of the product that was picked; empty if none was, or if something else was typed since. */
  product: string;
  quantity: string;
}

/** The next line of a draft: a product and how many, neither of them sure yet. */
export class Entry {
  readonly text = signal('');
  readonly quantity = signal(ONE);
  readonly complaint = signal<string | undefined>(undefined);
  readonly isEmpty = computed(() => this.text.value === '');
  /** What the picker has given; it counts for as long as its name stands there. */
  private readonly picked = signal({ text: '', id: '' });

  /** The product that was picked; empty as long as none is. */
  get product(): string {
    return this.picked.value.text === this.text.value ? this.picked.value.id : '';
  }

  get state(): EntryState {
    return { text: this.text.value, product: this.product, quantity: this.quantity.value };
  }

  pick({ id, name }: Pick<Product, 'id' | 'name'>) {
    this.text.value = name;
    this.picked.value = { text: name, id };
    this.complaint.value = undefined;
  }

  type(quantity: string) {
    this.quantity.value = quantity;
    this.complaint.value = undefined;
  }

  restore({ text, product, quantity }: EntryState) {
    this.text.value = text;
    this.picked.value = { text, id: product };
    this.type(quantity);
  }

  clear() {
    this.restore({ text: '', product: '', quantity: ONE });
  }
}

import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { toCents } from '../format/money';
import { randomKey } from '../server/attempts';
import { ProblemError } from '../server/problem';
import type { Order, OrderForm, Product, Shortage } from '../server/types';
import { Entry, type EntryState } from './draft-entry';

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

/** An order that was sent and whose outcome is not known. */
export interface Sent {
  /** Its form, as JSON. */
  form: string;
  /** The total that was expected, in cents. */
  expected?: number;
  /** Who has sent it; undefined where nobody is asked. */
  by?: string;
  /** When it was sent first, by the clock of the browser. */
  at: number;
}

/** All that the browser keeps of a draft. */
export interface DraftState extends Content {
  entry: EntryState;
  sent?: Sent;
  /** The idempotency keys of the forms that are not known to be placed, by their JSON. Oldest first. */
  keys: Readonly<Record<string, string>>;
}

const EMPTY: Content = { lines: [], reference: '' };

/** Of how many forms a draft remembers the keys. */
const MAX_KEYS = 8;

/** The type of a problem of the desk's own: the page was closed, or somebody else logged in, before the answer came. */
export const INTERRUPTED = 'interrupted';

/** The most lines that an order may have. */
export const MAX_LINES = 100;
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
  /** Of this object; nothing that is kept. */
  readonly id = randomKey();
  private readonly entered = signal<Content>(EMPTY);
  readonly lines: ReadonlySignal<readonly DraftLine[]> = computed(() => this.entered.value.lines);
  readonly reference: ReadonlySignal<string> = computed(() => this.entered.value.reference);
  readonly dirty = computed(() => this.entered.value.lines.length > 0 || this.entered.value.reference !== '');
  readonly entry = new Entry();
  /** Whether it is in flight. */
  readonly placing = signal(false);
  /** Whether nothing would be lost without it. */
  readonly isBlank: ReadonlySignal<boolean> = computed(() => !this.dirty.value && this.entry.isEmpty.value && !this.placing.value);

  /** Why it was not placed, as far as is known. */
  readonly trouble = signal<ProblemError | undefined>(undefined);
  /** Whether the clerk is to be asked about changed prices. */
  readonly asked = signal(false);
  /** An earlier order with the same content, which the server returned although the clerk did not retry it. */
  readonly before = signal<{ order: Order; content: Content } | undefined>(undefined);
  /** That order, as long as the draft has not changed since: only the clerk knows whether one more is intended. */
  readonly placedBefore = computed(() => (this.before.value?.content === this.entered.value ? this.before.value.order : undefined));
  /** Whether it may have been placed anyway, now or in an earlier attempt without a clear outcome. */
  readonly mayBePlaced = signal(false);
  /** What a clerk who is elsewhere has to know of it. That it was not placed is said only where that is sure. */
  readonly outcome: ReadonlySignal<'placing' | 'before' | 'unknown' | 'refused' | undefined> = computed(() => {
    if (this.placing.value) return 'placing';
    if (this.placedBefore.value) return 'before';
    if (!this.trouble.value) return undefined;
    return this.mayBePlaced.value ? 'unknown' : 'refused';
  });
  /** The last attempt without a clear outcome. */
  readonly sent = signal<Sent | undefined>(undefined);
  private readonly keys = signal<Readonly<Record<string, string>>>({});

  /** @param number its place among the drafts, 1 to 9 */
  constructor(public number = 1) {}

  get content(): ReadonlySignal<Content> {
    return this.entered;
  }

  /** Adds the units to the product's line, if it has one. */
  add({ id, name, price }: Pick<Product, 'id' | 'name' | 'price'>, units: number) {
    const line = this.lines.peek().find(({ product_id }) => product_id === id);
    if (line) this.setQuantity(id, String((parseQuantity(line.quantity) ?? 0) + units));
    else this.setLines([...this.lines.peek(), { product_id: id, name, price: toCents(price), quantity: String(units) }]);
  }

  /** Whether units of this product can be added. */
  hasRoom(id: string): boolean {
    const lines = this.lines.peek();
    return lines.length < MAX_LINES || lines.some(({ product_id }) => product_id === id);
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

  /**
   * Replaces what was entered, and gives up all attempts to place it. Returns a function that brings it back: into this draft, or into one of
   * its own if this one has changed since.
   */
  fill(content: Content): () => Draft {
    const before = this.state.peek();
    this.restore({ ...content, entry: new Entry().state, keys: {} });
    const filled = this.entered.peek();
    return () => {
      const isUntouched = this.entered.peek() === filled && this.entry.isEmpty.peek() && !this.sent.peek();
      const draft = isUntouched ? this : new Draft(this.number);
      draft.restore({ ...before, keys: { ...before.keys, ...draft.keys.peek() } });
      return draft;
    };
  }

  /** Like fill(), with nothing. */
  clear(): () => Draft {
    return this.fill(EMPTY);
  }

  readonly state: ReadonlySignal<DraftState> = computed(() => ({
    ...this.entered.value,
    entry: this.entry.state,
    sent: this.sent.value,
    keys: this.keys.value,
  }));

  restore({ lines, reference, entry, sent, keys }: DraftState) {
    batch(() => {
      this.entered.value = { lines, reference };
      this.entry.restore(entry);
      this.sent.value = sent;
      this.keys.value = keys;
      this.forgetTrouble();
      this.mayBePlaced.value = sent !== undefined && sent.form === JSON.stringify(this.form);
      if (this.mayBePlaced.peek()) this.trouble.value = new ProblemError('', 0, { type: INTERRUPTED });
    });
  }

  /** To be called when it is filled with something else. */
  forgetTrouble() {
    this.trouble.value = undefined;
    this.asked.value = false;
  }

  /** The idempotency key of a form, given as JSON, that this draft has tried to place. */
  keyOf(form: string): string | undefined {
    return this.keys.peek()[form];
  }

  keepKey(form: string, key: string) {
    const { [form]: _, ...others } = this.keys.peek();
    this.keys.value = Object.fromEntries([...Object.entries(others), [form, key]].slice(-MAX_KEYS));
  }

  /** After a success, the same form is another order. */
  forgetKey(form: string) {
    const { [form]: _, ...others } = this.keys.peek();
    this.keys.value = others;
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

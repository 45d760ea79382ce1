import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { me, type Me } from '../access/session';
import { parseCents, plainAmount, toCents, typedAmount, whyNoPrice } from '../format/money';
import { whyNoUnits } from '../format/units';
import type { Row } from '../live/collection';
import { editProduct } from '../server/api';
import { ProblemError } from '../server/problem';
import type { Product, ProductForm } from '../server/types';
import { t } from '../../texts';
import type { Products } from './products';

export const FIELDS = ['name', 'price', 'quantity', 'low_stock_at'] as const;
export type Field = (typeof FIELDS)[number];
/** The fields as a clerk types them. */
export type Texts = Record<Field, string>;

export const NO_TEXTS: Texts = { name: '', price: '', quantity: '', low_stock_at: '' };

export const textsOf = ({ name, price, quantity, low_stock_at }: Product): Texts => ({
  name,
  price: typedAmount(toCents(price)),
  quantity: String(quantity),
  low_stock_at: low_stock_at === null ? '' : String(low_stock_at),
});

/** Throws a ProblemError with a reason for each empty name and each number that could be misread. */
export function check(texts: Texts) {
  const errors = [
    { field: 'name', reason: texts.name.trim() ? '' : t('product.nameless') },
    { field: 'price', reason: whyNoPrice(texts.price) },
    { field: 'quantity', reason: whyNoUnits(texts.quantity) },
    { field: 'low_stock_at', reason: texts.low_stock_at.trim() && whyNoUnits(texts.low_stock_at) },
  ].filter(({ reason }) => reason);
  if (errors.length) throw new ProblemError(t('product.unreadable'), 422, { errors });
}

/** Only for texts that have passed check(). */
export const formOf = (texts: Texts): ProductForm => ({
  name: texts.name.trim(),
  price: plainAmount(parseCents(texts.price)!),
  quantity: texts.quantity.trim(),
  low_stock_at: texts.low_stock_at.trim() || null,
});

/** Merges two changes of the same product. Disputed are the fields that both changed to different values. */
export function merge(base: Texts, mine: Texts, theirs: Texts) {
  const merged = { ...theirs };
  const disputed: Field[] = [];
  for (const field of FIELDS) {
    if (sameText(field, mine[field], base[field]) || sameText(field, mine[field], theirs[field])) continue;
    merged[field] = mine[field];
    if (!sameText(field, theirs[field], base[field])) disputed.push(field);
  }
  return { merged, disputed };
}

const sameText = (field: Field, a: string, b: string) => meaning(field, a) === meaning(field, b);

/** 2,5 means 2.50. */
function meaning(field: Field, text: string) {
  const cents = field === 'price' ? parseCents(text) : undefined;
  return cents === undefined ? text.trim() : plainAmount(cents);
}

/** Who is to be named for a dispute, if known. A quantity may be that of an order or an adjustment, of which a product knows nobody. */
export const rival = ({ theirs, fields }: Dispute) => (fields.some(field => field !== 'quantity') ? theirs.edited_by : undefined);

/** Somebody else changed the same fields first; the clerk has to choose a value for each. */
export interface Dispute {
  theirs: Product;
  fields: readonly Field[];
}

/** On a product that changes all the time, a save might lose every race. */
const MAX_RACES = 10;

/** A clerk's edit of a product that may change meanwhile. */
export class ProductEdit {
  readonly id: string;
  readonly texts: Signal<Texts>;
  readonly dirty: ReadonlySignal<boolean>;
  readonly saving = signal(false);
  /** Why the edit was not saved. */
  readonly problem = signal<ProblemError | undefined>(undefined);
  readonly dispute = signal<Dispute | undefined>(undefined);
  /** The texts that the clerk's changes are based on. */
  private readonly seen: Signal<Texts>;

  /** @param now the product as it is at any moment */
  constructor(
    readonly now: Row<Product>,
    private readonly products: Pick<Products, 'put'>,
  ) {
    const product = now.peek();
    this.id = product.id;
    this.texts = signal(textsOf(product));
    this.seen = signal(this.texts.peek());
    this.dirty = computed(() => FIELDS.some(field => !sameText(field, this.texts.value[field], this.seen.value[field])));
  }

  type(field: Field, text: string) {
    this.texts.value = { ...this.texts.peek(), [field]: text };
  }

  /** The field's current value, if it has changed since the clerk began. */
  changedTo(field: Field): string | undefined {
    const now = textsOf(this.now.value)[field];
    return now === this.seen.value[field] ? undefined : now;
  }

  /** @returns whether the edit is saved; if not, `problem` or `dispute` says why */
  async save(): Promise<boolean> {
    if (this.saving.peek()) return false;
    this.saving.value = true;
    this.problem.value = undefined;
    this.dispute.value = undefined;
    try {
      check(this.texts.peek());
      return await this.put(this.now.peek(), me.peek(), 0);
    } catch (error) {
      this.problem.value = error as ProblemError;
      return false;
    } finally {
      this.saving.value = false;
    }
  }

  /** Settles the dispute: their value for these fields, the clerk's own for the rest. */
  settle(theirFields: readonly Field[]) {
    const { theirs, fields } = this.dispute.peek()!;
    const known = textsOf(theirs);
    const [texts, seen] = [{ ...this.texts.peek() }, { ...this.seen.peek() }];
    for (const field of fields) {
      seen[field] = known[field];
      if (theirFields.includes(field)) texts[field] = known[field];
    }
    this.texts.value = texts;
    this.seen.value = seen;
    this.dispute.value = undefined;
  }

  private async put(theirs: Product, sender: Me | undefined, races: number): Promise<boolean> {
    const current = textsOf(theirs);
    const { merged, disputed } = merge(this.seen.peek(), this.texts.peek(), current);
    if (disputed.length) {
      this.dispute.value = { theirs, fields: disputed };
      return false;
    }
    if (FIELDS.every(field => merged[field] === current[field])) return true;
    try {
      this.products.put(await editProduct(this.id, theirs.version, formOf(merged), sender));
      return true;
    } catch (error) {
      const winner = (error as ProblemError).product;
      if (!winner || races === MAX_RACES) throw error;
      this.products.put(winner);
      return this.put(winner, sender, races + 1);
    }
  }
}

import { computed, signal } from '@preact/signals';
import { me, type Me } from '../../../lib/access/session';
import { keepUntilClosed } from '../../../lib/browser/unsaved';
import { config, orders, products } from '../../../lib/desk';
import { plainAmount, toCents } from '../../../lib/format/money';
import type { Row } from '../../../lib/live/collection';
import { say } from '../../../lib/messages/toast';
import { Draft, parseQuantity, type Content, type DraftLine } from '../../../lib/orders/draft';
import { priceOrder } from '../../../lib/orders/price';
import { findTwin, placeOrder } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import type { ProblemError } from '../../../lib/server/problem';
import type { Order, OrderForm, Product } from '../../../lib/server/types';

// Outside the components, so that a visit to another page does not lose the draft.
export const draft = new Draft();

/** A line, and its product as it is now; undefined if the product is gone. */
export type LiveLine = DraftLine & { product?: Product };

export const liveLines = computed<LiveLine[]>(() => {
  void products.rows.value; // to notice products that are added or removed
  return draft.lines.value.map(line => ({ ...line, product: products.get(line.product_id)?.value }));
});

/** What the draft comes to now; undefined as long as that is not known. */
export const price = computed(() => {
  const priced = liveLines.value.flatMap(({ product, quantity }) => {
    const units = parseQuantity(quantity);
    return product && units ? [{ price: toCents(product.price), quantity: units }] : [];
  });
  return config.value && priced.length === liveLines.value.length ? priceOrder(priced, config.value.fee_rate) : undefined;
});

export const isRepriced = ({ product, price }: LiveLine) => product !== undefined && toCents(product.price) !== price;

const asked = signal(false);
/** The total that the clerk has to agree to, because prices have changed since the lines were entered. */
export const totalAsked = computed(() => (asked.value && liveLines.value.some(isRepriced) ? price.value?.total : undefined));

/** Whether an order is in flight. */
export const placing = signal(false);
/** Why the last order was not placed, as far as is known. */
export const trouble = signal<ProblemError | undefined>(undefined);

/** To be called when the form is filled with something else. */
export function forgetTrouble() {
  trouble.value = undefined;
  asked.value = false;
}

/** Whether the order in the form may have been placed anyway, now or in an earlier attempt without a clear outcome. */
export const mayBePlaced = signal(false);
/** The last order without a clear outcome: its JSON, the total that was expected, who has sent it, and when. */
let unresolved: { sent?: string; expected?: number; by?: string; at?: number } = {};

/** The last order that was placed, live. */
export const lastPlaced = signal<Row<Order> | undefined>(undefined);

export const attempts = new Attempts('place-order');
keepUntilClosed(draft.dirty);

/** An earlier order with the same content, which the server returned although the clerk did not retry it. */
const before = signal<{ order: Order; content: Content } | undefined>(undefined);

/** That order, as long as the form has not changed since: only the clerk knows whether one more is intended. */
export const placedBefore = computed(() => (before.value?.content === draft.content.value ? before.value.order : undefined));

/**
 * Places the draft, one attempt at a time; a retry is the same order, but not that of another user, for which the desk looks first. The
 * draft stays until it is placed. Asks first if prices have changed since the lines were entered.
 *
 * @param agreed the total, in cents, that the clerk has agreed to when asked
 */
export async function place(agreed?: number) {
  if (placing.peek()) return;
  const sender = me.peek();
  const sent = JSON.stringify(draft.form);
  const wasSent = unresolved.sent === sent;
  const isRetry = wasSent && unresolved.by === sender?.name;
  asked.value = agreed === undefined && !isRetry && liveLines.peek().some(isRepriced);
  if (totalAsked.peek() !== undefined) {
    trouble.value = undefined;
    return;
  }
  const expected = agreed ?? (isRetry ? unresolved.expected : price.peek()?.total);
  if (agreed !== undefined) draft.accept(new Map(liveLines.peek().flatMap(({ product }) => (product ? [[product.id, toCents(product.price)]] : []))));
  placing.value = true;
  before.value = undefined;
  const content = draft.content.peek();
  const form = draft.form;
  const startedAt = wasSent ? unresolved.at! : Date.now();
  try {
    const twin = wasSent && !isRetry ? await findTwin(form, unresolved.at!) : undefined;
    if (twin) before.value = { order: twin, content };
    else await send(content, form, expected, sender);
    trouble.value = undefined;
    unresolved = {};
  } catch (error) {
    const problem = error as ProblemError;
    if (problem.outcomeUnknown && problem.status !== 503) unresolved = { sent, expected, by: sender?.name, at: startedAt };
    mayBePlaced.value = unresolved.sent === sent;
    trouble.value = problem;
  }
  placing.value = false;
}

async function send(content: Content, form: OrderForm, expected: number | undefined, sender: Me | undefined) {
  const retried = trouble.peek() !== undefined;
  const { it: order, replayed } = await attempts.run(form, key =>
    placeOrder({ ...form, ...(expected !== undefined && { expected_total: plainAmount(expected) }) }, key, sender),
  );
  orders.put(order);
  lastPlaced.value = orders.watch(order);
  if (replayed && !retried) {
    before.value = { order, content };
  } else {
    if (draft.content.peek() === content) draft.clear();
    say(replayed ? `Order ${order.number} had been placed already; it was not placed again.` : `Order ${order.number} placed.`);
  }
}

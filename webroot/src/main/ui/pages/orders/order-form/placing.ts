import { computed, signal } from '@preact/signals';
import { keepUntilClosed } from '../../../lib/browser/unsaved';
import { orders } from '../../../lib/desk';
import type { Row } from '../../../lib/live/collection';
import { say } from '../../../lib/messages/toast';
import { Draft, type Content } from '../../../lib/orders/draft';
import { placeOrder, type Order, type ProblemError } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';

// Outside the components, so that a visit to another page does not lose the draft.
export const draft = new Draft();
/** Whether an order is in flight. */
export const placing = signal(false);
/** Why the last order was not placed, as far as is known. */
export const trouble = signal<ProblemError | undefined>(undefined);

/** Whether the order in the form may have been placed anyway, now or in an earlier attempt without a clear outcome. */
export const mayBePlaced = signal(false);
/** The JSON of the last order without a clear outcome. */
let unresolved = '';

/** The last order that was placed, live. */
export const lastPlaced = signal<Row<Order> | undefined>(undefined);

export const attempts = new Attempts('place-order');
keepUntilClosed(draft.dirty);

/** An earlier order with the same content, which the server returned although the clerk did not retry it. */
const before = signal<{ order: Order; content: Content } | undefined>(undefined);

/** That order, as long as the form has not changed since: only the clerk knows whether one more is intended. */
export const placedBefore = computed(() => (before.value?.content === draft.content.value ? before.value.order : undefined));

/** Places the draft, one attempt at a time; a retry is the same order. The draft stays until it is placed. */
export async function place() {
  if (placing.peek()) return;
  placing.value = true;
  before.value = undefined;
  const retried = trouble.peek() !== undefined;
  const content = draft.content.peek();
  const form = draft.form;
  try {
    const { it: order, replayed } = await attempts.run(form, key => placeOrder(form, key));
    orders.put(order);
    lastPlaced.value = orders.watch(order);
    trouble.value = undefined;
    unresolved = '';
    if (replayed && !retried) {
      before.value = { order, content };
    } else {
      if (draft.content.peek() === content) draft.clear();
      say(replayed ? `Order ${order.number} had been placed already; it was not placed again.` : `Order ${order.number} placed.`);
    }
  } catch (error) {
    const problem = error as ProblemError;
    const sent = JSON.stringify(form);
    if (problem.outcomeUnknown && problem.status !== 503) unresolved = sent;
    mayBePlaced.value = unresolved === sent;
    trouble.value = problem;
  }
  placing.value = false;
}

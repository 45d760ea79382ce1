import { computed, signal } from '@preact/signals';
import { keepUntilClosed } from '../../../lib/browser/unsaved';
import { orders } from '../../../lib/desk';
import type { Row } from '../../../lib/live/collection';
import { say } from '../../../lib/messages/toast';
import { Draft, type Content } from '../../../lib/orders/draft';
import { placeOrder, type Order, type ProblemError } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';

// Outside the components, so that what was entered is still there after a look at another page.
export const draft = new Draft();
/** An order is on its way. */
export const placing = signal(false);
/** Why the last one was not placed, as far as is known. */
export const trouble = signal<ProblemError | undefined>(undefined);

/** The order in the form may have been placed all the same, now or at an earlier try that had no clear answer. */
export const mayBePlaced = signal(false);
let unanswered = '';

/** The one that was placed last, as it is now. */
export const lastPlaced = signal<Row<Order> | undefined>(undefined);

export const attempts = new Attempts('place-order');
keepUntilClosed(draft.dirty);

/** An order that was placed before, found when the same was placed although nobody had asked what became of it. */
const before = signal<{ order: Order; content: Content } | undefined>(undefined);

/** That order, as long as the form still has what it was made of: whether one more is meant, only the clerk knows. */
export const placedBefore = computed(() => (before.value?.content === draft.content.value ? before.value.order : undefined));

/** Sends the draft, once at a time; tried again, it is the same order. The draft stays until it is placed. */
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
    unanswered = '';
    if (replayed && !retried) {
      before.value = { order, content };
    } else {
      if (draft.content.peek() === content) draft.clear();
      say(replayed ? `Order ${order.number} had been placed already; it was not placed again.` : `Order ${order.number} placed.`);
    }
  } catch (error) {
    const problem = error as ProblemError;
    const sent = JSON.stringify(form);
    if (problem.outcomeUnknown && problem.status !== 503) unanswered = sent;
    mayBePlaced.value = unanswered === sent;
    trouble.value = problem;
  }
  placing.value = false;
}

import { batch, computed } from '@preact/signals';
import { me, type Me } from '../../../lib/access/session';
import { keepUntilLogOut } from '../../../lib/browser/unsaved';
import { config, orders, products } from '../../../lib/desk';
import { plainAmount, toCents } from '../../../lib/format/money';
import { announce, say } from '../../../lib/messages/toast';
import { parseQuantity, type Content, type Draft, type DraftLine } from '../../../lib/orders/draft';
import type { DraftKeeper } from '../../../lib/orders/draft-keeper';
import { Drafts } from '../../../lib/orders/drafts';
import { priceOrder } from '../../../lib/orders/price';
import { findTwin, placeOrder } from '../../../lib/server/api';
import { randomKey } from '../../../lib/server/attempts';
import type { ProblemError } from '../../../lib/server/problem';
import type { OrderForm, Product } from '../../../lib/server/types';
import { t } from '../../../texts';

// Outside the components, so that a visit to another page does not lose them.
export const drafts = new Drafts();
let keeper: DraftKeeper | undefined;
// Not needed to draw the form. If it cannot be loaded, nothing is kept, and the browser asks before it closes.
void import('../../../lib/orders/draft-keeper').then(({ keep }) => (keeper = keep(drafts)), () => undefined);
const save = () => keeper?.save() ?? false;
keepUntilLogOut({
  dirty: computed(() => drafts.all.value.some(({ isBlank }) => !isBlank.value)),
  save,
  forget: () => keeper?.forget(),
});

/** The draft in the form: whatever is asked of it is asked of the one that is active at that moment. */
export const draft = new Proxy({} as Draft, {
  get(_, name) {
    const active = drafts.active.value;
    const member: unknown = Reflect.get(active, name);
    return typeof member === 'function' ? member.bind(active) : member;
  },
});

/** A line, and its product as it is now; undefined if the product is gone. */
export type LiveLine = DraftLine & { product?: Product };

export function liveLinesOf({ lines }: Draft): LiveLine[] {
  void products.rows.value; // to notice products that are added or removed
  return lines.value.map(line => ({ ...line, product: products.get(line.product_id)?.value }));
}

/** What the lines come to now; undefined as long as that is not known. */
export function priceOf(lines: readonly LiveLine[]) {
  const priced = lines.flatMap(({ product, quantity }) => {
    const units = parseQuantity(quantity);
    return product && units ? [{ price: toCents(product.price), quantity: units }] : [];
  });
  return config.value && priced.length === lines.length ? priceOrder(priced, config.value.fee_rate) : undefined;
}

export const liveLines = computed(() => liveLinesOf(draft));
/** What the draft comes to now; undefined as long as that is not known. */
export const price = computed(() => priceOf(liveLines.value));

export const isRepriced = ({ product, price }: LiveLine) => product !== undefined && toCents(product.price) !== price;

/** The total that the clerk has to agree to, because prices have changed since the lines were entered. */
export const totalAsked = computed(() => (draft.asked.value && liveLines.value.some(isRepriced) ? price.value?.total : undefined));

/** Whether the draft is in flight. */
export const placing = computed(() => draft.placing.value);
/** Why the draft was not placed, as far as is known. */
export const trouble = computed(() => draft.trouble.value);

/** To be called when the form is filled with something else. */
export const forgetTrouble = () => draft.forgetTrouble();

/** Whether the draft may have been placed anyway, now or in an earlier attempt without a clear outcome. */
export const mayBePlaced = computed(() => draft.mayBePlaced.value);

/** An earlier order like the draft. */
export const placedBefore = computed(() => draft.placedBefore.value);

/** What a draft is called. */
export const nameOf = ({ reference }: Draft) => reference.value.trim() || t('order.new');

/**
 * Places the draft in the form. Each draft is placed by one attempt at a time; a retry is the same order, but not that of another user, for
 * which the desk looks first. The draft stays until it is placed. Asks first if prices have changed since the lines were entered.
 *
 * @param agreed the total, in cents, that the clerk has agreed to when asked
 */
export async function place(agreed?: number) {
  const mine = drafts.active.peek();
  if (mine.placing.peek()) return;
  const sender = me.peek();
  const { form } = mine;
  const json = JSON.stringify(form);
  const before = mine.sent.peek();
  const earlier = before?.form === json ? before : undefined;
  const isRetry = earlier !== undefined && earlier.by === sender?.name;
  mine.asked.value = agreed === undefined && !isRetry && liveLines.peek().some(isRepriced);
  if (totalAsked.peek() !== undefined) {
    mine.trouble.value = undefined;
    return;
  }
  const expected = agreed ?? (isRetry ? earlier.expected : price.peek()?.total);
  if (agreed !== undefined) mine.accept(new Map(liveLines.peek().flatMap(({ product }) => (product ? [[product.id, toCents(product.price)]] : []))));
  const attempt = { mine, form, json, expected, sender, content: mine.content.peek(), key: keyFor(mine, json) };
  batch(() => {
    mine.placing.value = true;
    mine.before.value = undefined;
    mine.keepKey(json, attempt.key);
    mine.sent.value = { form: json, expected, by: sender?.name, at: earlier?.at ?? Date.now() };
  });
  save(); // before it is sent: the page may be gone before the answer comes
  try {
    const twin = earlier && !isRetry ? await findTwin(form, earlier.at) : undefined;
    if (twin) mine.before.value = { order: twin, content: attempt.content };
    else await send(attempt);
    const order = mine.before.peek()?.order;
    if (order && isParked(mine)) announce(t('draft.placed.other.already', { draft: nameOf(mine), key: mine.number, number: order.number }));
    mine.trouble.value = undefined;
    mine.sent.value = undefined;
  } catch (error) {
    const problem = error as ProblemError;
    if (!problem.outcomeUnknown || problem.status === 503) mine.sent.value = before;
    mine.mayBePlaced.value = mine.sent.peek()?.form === json;
    mine.trouble.value = problem;
    const why = { draft: nameOf(mine), key: mine.number, why: problem.message };
    if (isParked(mine)) announce(mine.mayBePlaced.peek() ? t('draft.unknown.other', why) : t('draft.refused.other', why));
  }
  mine.placing.value = false;
  save();
}

interface Attempt {
  mine: Draft;
  form: OrderForm;
  json: string;
  expected?: number;
  sender?: Me;
  content: Content;
  key: string;
}

async function send({ mine, form, json, expected, sender, content, key }: Attempt) {
  const retried = mine.trouble.peek() !== undefined;
  const total = expected !== undefined && { expected_total: plainAmount(expected) };
  const { it: order, replayed } = await placeOrder({ ...form, ...total }, key, sender);
  mine.forgetKey(json);
  orders.put(order);
  if (!drafts.all.peek().includes(mine)) return; // somebody else has logged in
  drafts.lastPlaced.value = orders.watch(order);
  if (replayed && !retried) {
    mine.before.value = { order, content };
    return;
  }
  const { number } = order;
  const other = { draft: nameOf(mine), key: mine.number, number };
  if (isParked(mine)) say(replayed ? t('draft.placed.other.already', other) : t('draft.placed.other', other));
  else if (replayed) say(t('draft.placed.already', { number }));
  else announce(t('draft.placed', { number }));
  if (mine.content.peek() === content) drafts.close(mine);
}

/** Whether the clerk enters another one meanwhile. */
const isParked = (draft: Draft) => draft !== drafts.active.peek() && drafts.all.peek().includes(draft);

/** The same form in another draft may be the same order, entered again; but not if the clerk wants one more. */
function keyFor(mine: Draft, form: string) {
  const own = mine.keyOf(form);
  if (own || mine.before.peek()) return own ?? randomKey();
  return drafts.all.peek().map(other => other.keyOf(form)).find(key => key) ?? randomKey();
}

import { deletions, products } from '../../../lib/desk';
import { toCents } from '../../../lib/format/money';
import { announce, complain, say, sayUndoable, UNDO } from '../../../lib/messages/toast';
import type { Draft } from '../../../lib/orders/draft';
import { lookUp } from '../../../lib/products/look-up';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { draft, drafts, placing } from './placing';

/**
 * Fills a new draft with the lines and the reference of an order. Where there is no room for one more, they replace what was entered, and the
 * clerk can undo it.
 */
export function fillForm({ lines, reference }: Pick<Order, 'lines' | 'reference'>, done: string, millis?: number) {
  const hasRoom = drafts.begin();
  if (placing.peek()) return complain(new Error(t('draft.again.full')));
  const undo = draft.fill({
    lines: lines.map(({ product_id, name, price, quantity }) => ({ product_id, name, price: toCents(price), quantity: String(quantity) })),
    reference: reference ?? '',
  });
  if (hasRoom) say(done, { millis });
  else sayUndoable(done, () => bringBack(undo), millis);
}

/** Adds one unit of what was scanned; what is being typed stays. */
export function addScanned(text: string) {
  const found = lookUp(text, products.rows.peek().filter(row => !deletions.ids.peek().has(row.peek().id)));
  const refuse = (why: string) => complain(new Error(why));
  if (placing.peek()) refuse(t('draft.scan.placing', { text }));
  else if (!products.load.done.peek()) refuse(t('draft.scan.loading', { text }));
  else if (typeof found === 'number') refuse(found ? t('draft.scan.many', { text, n: found }) : t('draft.scan.none', { text }));
  else {
    draft.add(found, 1);
    announce(t('draft.scan.added', { name: found.name }));
  }
}

/** Clears what was entered and gives up the attempts to place it; the clerk can undo it. */
export function clearForm() {
  const undo = draft.clear();
  sayUndoable(t('draft.cleared'), () => bringBack(undo));
}

/** Wherever the clerk is by then. */
function bringBack(undo: () => Draft) {
  if (!drafts.bringBack(undo())) complain(new Error(t('draft.again.full')), () => bringBack(undo), UNDO);
}

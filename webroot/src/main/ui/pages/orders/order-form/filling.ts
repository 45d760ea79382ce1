import { deletions, products } from '../../../lib/desk';
import { toCents } from '../../../lib/format/money';
import { announce, complain, say, sayUndoable } from '../../../lib/messages/toast';
import { lookUp } from '../../../lib/products/look-up';
import type { OrderLine } from '../../../lib/server/types';
import { emptyEntry, hasEntry } from './entry';
import { attempts, draft, forgetTrouble, placing } from './placing';

/** Replaces what was entered with these lines; the clerk can undo it. */
export function fillForm(lines: readonly OrderLine[], done: string, millis?: number) {
  const lost = draft.dirty.peek() || hasEntry.peek();
  const content = { lines: lines.map(({ product_id, name, price, quantity }) => ({ product_id, name, price: toCents(price), quantity: String(quantity) })), reference: '' };
  const undo = undoAll(emptyEntry(), draft.fill(content));
  forgetTrouble();
  if (lost) sayUndoable(done, undo, millis);
  else say(done, { millis });
}

/** Adds one unit of what was scanned; what is being typed stays. */
export function addScanned(text: string) {
  const found = lookUp(text, products.rows.peek().filter(row => !deletions.ids.peek().has(row.peek().id)));
  const not = (why: string) => complain(new Error(`“${text}” was scanned and not added: ${why}.`));
  if (placing.peek()) not('an order is being placed');
  else if (!products.load.done.peek()) not('the products are still being loaded');
  else if (typeof found === 'number') not(found ? `${found} products have it in their names` : 'no product is named like that');
  else {
    draft.add(found, 1);
    announce(`1 ${found.name} added.`);
  }
}

/** Clears what was entered and gives up the attempts to place it; the clerk can undo it. */
export function clearForm() {
  const undo = undoAll(emptyEntry(), draft.clear(), attempts.giveUp());
  forgetTrouble();
  sayUndoable('Form cleared.', undo);
}

const undoAll = (...undos: (() => void)[]) => () => undos.forEach(undo => undo());

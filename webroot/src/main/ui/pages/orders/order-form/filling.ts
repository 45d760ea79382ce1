import { toCents } from '../../../lib/format/money';
import { say, sayUndoable } from '../../../lib/messages/toast';
import type { OrderLine } from '../../../lib/server/api';
import { emptyEntry, hasEntry } from './entry';
import { attempts, draft, forgetTrouble } from './placing';

/** Replaces what was entered with these lines; the clerk can undo it. */
export function fillForm(lines: readonly OrderLine[], done: string, millis?: number) {
  const lost = draft.dirty.peek() || hasEntry.peek();
  const content = { lines: lines.map(({ product_id, name, price, quantity }) => ({ product_id, name, price: toCents(price), quantity: String(quantity) })), reference: '' };
  const undo = undoAll(emptyEntry(), draft.fill(content));
  forgetTrouble();
  if (lost) sayUndoable(done, undo, millis);
  else say(done, { millis });
}

/** Clears what was entered and gives up the attempts to place it; the clerk can undo it. */
export function clearForm() {
  const undo = undoAll(emptyEntry(), draft.clear(), attempts.giveUp());
  forgetTrouble();
  sayUndoable('Form cleared.', undo);
}

const undoAll = (...undos: (() => void)[]) => () => undos.forEach(undo => undo());

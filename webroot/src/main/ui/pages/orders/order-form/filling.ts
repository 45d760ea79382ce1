import { say, sayUndoable } from '../../../lib/messages/toast';
import { emptyEntry, hasEntry } from './entry';
import { attempts, draft, trouble } from './placing';

/** Replaces what was entered with these lines; the clerk can undo it. */
export function fillForm(lines: { product_id: string; name: string; quantity: number }[], done: string, millis?: number) {
  const lost = draft.dirty.peek() || hasEntry.peek();
  const content = { lines: lines.map(line => ({ ...line, quantity: String(line.quantity) })), reference: '' };
  const undo = undoAll(emptyEntry(), draft.fill(content));
  trouble.value = undefined;
  if (lost) sayUndoable(done, undo, millis);
  else say(done, { millis });
}

/** Clears what was entered and gives up the attempts to place it; the clerk can undo it. */
export function clearForm() {
  const undo = undoAll(emptyEntry(), draft.clear(), attempts.giveUp());
  trouble.value = undefined;
  sayUndoable('Form cleared.', undo);
}

const undoAll = (...undos: (() => void)[]) => () => undos.forEach(undo => undo());

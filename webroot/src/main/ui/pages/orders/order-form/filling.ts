import { say } from '../../../lib/messages/toast';
import { emptyEntry, hasEntry } from './entry';
import { attempts, draft, trouble } from './placing';

/** Fills the form with lines, in place of what was entered; the clerk may have that back. */
export function fillForm(lines: { product_id: string; name: string; quantity: number }[], done: string, millis?: number) {
  const lost = draft.dirty.peek() || hasEntry.peek();
  const content = { lines: lines.map(line => ({ ...line, quantity: String(line.quantity) })), reference: '' };
  const undo = undoAll(emptyEntry(), draft.fill(content));
  trouble.value = undefined;
  say(done, { millis, action: lost ? { name: 'Undo', run: undo } : undefined });
}

/** Gives up all that was entered, and what was tried with it; the clerk may have that back, too. */
export function clearForm() {
  const undo = undoAll(emptyEntry(), draft.clear(), attempts.giveUp());
  trouble.value = undefined;
  say('Form cleared.', { action: { name: 'Undo', run: undo } });
}

const undoAll = (...undos: (() => void)[]) => () => undos.forEach(undo => undo());

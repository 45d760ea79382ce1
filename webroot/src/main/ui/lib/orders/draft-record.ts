import type { Draft, DraftLine, Sent } from './draft';
import type { EntryState } from './draft-entry';
import { MAX_DRAFTS, type Numbered } from './drafts';

/** Another form of the record has another number, and is not read. */
const VERSION = 1;
/** More than an order can have, so that one that has to be split is kept, too. */
const MAX_KEPT_LINES = 1_000;

/** What the browser keeps of one page's drafts. */
export interface DraftRecord {
  /** Whose they are; undefined where nobody is asked. */
  user?: string;
  /** When it was written, by the clock of the browser. */
  at: number;
  /** The number of the draft in the form. */
  active: number;
  drafts: Numbered[];
}

export const writeRecord = (record: DraftRecord) => JSON.stringify({ version: VERSION, ...record });

/** What is not a record of this version is none. */
export function readRecord(text: string | null): DraftRecord | undefined {
  try {
    const record = JSON.parse(text ?? 'null');
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** What is to be kept of a draft. */
export const numbered = (draft: Draft): Numbered => ({ number: draft.number, ...draft.state.peek() });

type Unknown<T> = { [K in keyof T]?: unknown };

function isRecord(it: Unknown<DraftRecord> & { version?: unknown }): it is DraftRecord {
  return (
    it?.version === VERSION && isTextOrNothing(it.user) && isNumber(it.at) && isNumber(it.active) && isListOf(it.drafts, MAX_DRAFTS, isNumbered)
  );
}

const isNumbered = (it: Unknown<Numbered>) =>
  isPlace(it.number) &&
  isListOf(it.lines, MAX_KEPT_LINES, isLine) &&
  isText(it.reference) &&
  isEntry(it.entry as Unknown<EntryState>) &&
  (it.sent === undefined || isSent(it.sent as Unknown<Sent>)) &&
  Object.values(it.keys as object).every(isText);

const isLine = (it: Unknown<DraftLine>) => isText(it.product_id) && isText(it.name) && isNumber(it.price) && isText(it.quantity);

const isEntry = (it: Unknown<EntryState>) => isText(it.text) && isText(it.product) && isText(it.quantity);

const isSent = (it: Unknown<Sent>) =>
  isText(it.form) && isNumber(it.at) && isTextOrNothing(it.by) && (it.expected === undefined || isNumber(it.expected));

const isPlace = (it: unknown) => Number.isInteger(it) && Number(it) >= 1 && Number(it) <= MAX_DRAFTS;

const isListOf = <T>(it: unknown, most: number, isOne: (one: T) => boolean) => Array.isArray(it) && it.length <= most && it.every(isOne);

const isText = (it: unknown) => typeof it === 'string';

const isTextOrNothing = (it: unknown) => it === undefined || isText(it);

const isNumber = (it: unknown) => typeof it === 'number';

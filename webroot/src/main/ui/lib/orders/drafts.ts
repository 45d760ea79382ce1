import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Row } from '../live/collection';
import type { Order } from '../server/types';
import { Draft, type DraftState } from './draft';

export const MAX_DRAFTS = 9;

/** A draft that was kept, and its number. */
export interface Numbered extends DraftState {
  number: number;
}

/**
 * The orders that a clerk enters side by side. One of them is in the form. Each keeps its number as long as it is there, so that a clerk finds
 * it again; an empty one is there only while it is in the form.
 */
export class Drafts {
  private readonly entered = signal<readonly Draft[]>([new Draft()]);
  private readonly shown = signal(this.entered.peek()[0]!);

  /** The last order that was placed, live. */
  readonly lastPlaced = signal<Row<Order> | undefined>(undefined);

  /** In the order of their numbers; at least one. */
  get all(): ReadonlySignal<readonly Draft[]> {
    return this.entered;
  }

  /** The one in the form. */
  get active(): ReadonlySignal<Draft> {
    return this.shown;
  }

  /** The number that begins a new one; undefined while the form is empty anyway, and if there is no room. */
  readonly next = computed(() => (this.shown.value.isBlank.value ? undefined : freeNumber(this.entered.value)));

  /** Shows the draft of this number, or begins it if it is the next one. Returns false if there is neither. */
  open(number: number): boolean {
    const draft = this.entered.peek().find(draft => draft.number === number) ?? (number === this.next.peek() ? new Draft(number) : undefined);
    if (draft) this.show(draft);
    return draft !== undefined;
  }

  /** Makes sure that the draft in the form is empty. Returns false if there is no room for another one. */
  begin(): boolean {
    return this.shown.peek().isBlank.peek() || (this.next.peek() !== undefined && this.open(this.next.peek()!));
  }

  /** Shows a draft that has been here, although it may have gone. Returns false if there is no room for it. */
  bringBack(draft: Draft): boolean {
    const others = this.kept(draft);
    const free = freeNumber(others);
    if (free === undefined) return false;
    if (others.some(({ number }) => number === draft.number)) draft.number = free;
    this.show(draft);
    return true;
  }

  /**
   * It is done, and leaves a new one with what is half typed. In the form that is there even if it is empty: what is typed next must not go
   * into another order.
   */
  close(draft: Draft) {
    const rest = new Draft(draft.number);
    rest.entry.restore(draft.entry.state);
    const others = this.entered.peek().filter(other => other !== draft);
    batch(() => {
      if (draft === this.shown.peek()) this.shown.value = rest;
      this.replaceAll(rest === this.shown.peek() || !rest.isBlank.peek() ? [...others, rest] : others);
    });
  }

  /** Forgets all. */
  reset() {
    batch(() => {
      this.lastPlaced.value = undefined;
      this.shown.value = new Draft();
      this.entered.value = [this.shown.peek()];
    });
  }

  /**
   * Adds drafts that were kept. An empty form becomes the active one of them, and stays the same object: somebody may be in it.
   *
   * @returns those that there is no room for
   */
  add(kept: readonly Numbered[], active: number): Numbered[] {
    return batch(() => {
      const rest = [...kept];
      if (this.shown.peek().isBlank.peek() && rest.length) {
        const at = Math.max(0, rest.findIndex(({ number }) => number === active));
        this.put(this.shown.peek(), rest.splice(at, 1)[0]!);
      }
      while (rest.length && this.entered.peek().length < MAX_DRAFTS) this.put(new Draft(), rest.shift()!);
      return rest;
    });
  }

  private put(draft: Draft, state: Numbered) {
    const others = this.entered.peek().filter(other => other !== draft);
    draft.number = others.some(({ number }) => number === state.number) ? freeNumber(others)! : state.number;
    draft.restore(state);
    this.replaceAll([...others, draft]);
  }

  private show(draft: Draft) {
    batch(() => {
      this.replaceAll([...this.kept(draft), draft]);
      this.shown.value = draft;
    });
  }

  /** What stays beside a draft that is shown instead of the active one. */
  private kept(draft: Draft) {
    return this.entered.peek().filter(other => other !== draft && !(other === this.shown.peek() && other.isBlank.peek()));
  }

  private replaceAll(drafts: readonly Draft[]) {
    this.entered.value = [...drafts].sort((a, b) => a.number - b.number);
  }
}

const freeNumber = (drafts: readonly Draft[]) =>
  Array.from({ length: MAX_DRAFTS }, (_, n) => n + 1).find(number => drafts.every(draft => draft.number !== number));

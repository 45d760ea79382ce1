import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const forms = new Set<ReadonlySignal<boolean>>();
const drafts = new Set<Kept>();

/** What outlives a visit to another page, and the page itself where the browser keeps it. */
interface Kept {
  dirty: ReadonlySignal<boolean>;
  /** Returns false if the browser does not keep it. */
  save(): boolean;
  forget(): void;
}

/** An action that would lose what was entered; it waits for the clerk's decision. */
export const leaving = signal<(() => void) | undefined>(undefined);

/** Asks the clerk before another page is opened or the window is closed while `dirty`. */
export function useUnsaved(dirty: ReadonlySignal<boolean>) {
  useEffect(() => {
    forms.add(dirty);
    return () => {
      forms.delete(dirty);
    };
  }, [dirty]);
}

/** Asks the clerk before a log-out while `dirty`, and before the window is closed only if it would be lost. */
export function keepUntilLogOut(draft: Kept) {
  drafts.add(draft);
}

/** From now on nothing that was entered keeps anybody from leaving, and nothing of it is kept. */
export function forgetUnsaved() {
  forms.clear();
  drafts.forEach(draft => draft.forget());
  drafts.clear();
}

/** As leave(), for whoever does not come back to a draft either. */
export function leaveForGood(go: () => void) {
  if (hasUnsaved() || dirtyDrafts().length) leaving.value = go;
  else go();
}

/** Leaves at once if nothing would be lost; otherwise asks the clerk first. */
export function leave(go: () => void) {
  if (hasUnsaved()) leaving.value = go;
  else go();
}

/**
 * Watches every way of leaving the page, for the whole desk.
 *
 * @param here the address of the current page
 */
export function watchLeaving(here: () => string, go: (path: string) => void) {
  addEventListener('beforeunload', event => {
    if (hasUnsaved() || dirtyDrafts().some(draft => !draft.save())) event.preventDefault();
  });
  addEventListener(
    'popstate',
    event => {
      const to = location.pathname + location.search;
      if (location.pathname === new URL(here(), location.href).pathname || !hasUnsaved()) return;
      event.stopImmediatePropagation();
      history.pushState(null, '', here());
      leaving.value = () => go(to);
    },
    true,
  );
  // In the capture phase, because the router listens in the bubbling phase.
  addEventListener(
    'click',
    event => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="/"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !hasUnsaved()) return;
      event.preventDefault();
      event.stopPropagation();
      leaving.value = () => go(link.pathname + link.search);
    },
    true,
  );
}

const dirtyDrafts = () => [...drafts].filter(({ dirty }) => dirty.peek());

const hasUnsaved = () => [...forms].some(dirty => dirty.peek());

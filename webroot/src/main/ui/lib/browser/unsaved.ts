import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const forms = new Set<ReadonlySignal<boolean>>();
const drafts = new Set<ReadonlySignal<boolean>>();

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

/** Asks the clerk before the window is closed while `dirty`. Opening another page is fine: a draft outlives that. */
export function keepUntilClosed(dirty: ReadonlySignal<boolean>) {
  drafts.add(dirty);
}

/** From now on nothing that was entered keeps anybody from leaving. */
export function forgetUnsaved() {
  forms.clear();
  drafts.clear();
}

/** As leave(), for whoever does not come back to a draft either. */
export function leaveForGood(go: () => void) {
  if (hasUnsaved() || isAnyDirty(drafts)) leaving.value = go;
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
    if (hasUnsaved() || isAnyDirty(drafts)) event.preventDefault();
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

const isAnyDirty = (signals: Set<ReadonlySignal<boolean>>) => [...signals].some(dirty => dirty.peek());

const hasUnsaved = () => isAnyDirty(forms);

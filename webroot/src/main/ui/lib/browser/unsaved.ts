import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const forms = new Set<ReadonlySignal<boolean>>();
const drafts = new Set<ReadonlySignal<boolean>>();

/** What the clerk wants to do although it would lose what was entered; waits for an answer. */
export const leaving = signal<(() => void) | undefined>(undefined);

/** Has the clerk asked before another page is opened or the window is closed while `dirty`. */
export function useUnsaved(dirty: ReadonlySignal<boolean>) {
  useEffect(() => {
    forms.add(dirty);
    return () => {
      forms.delete(dirty);
    };
  }, [dirty]);
}

/** Has the clerk asked before the window is closed while `dirty`. Another page may be opened: a draft outlives that. */
export function keepUntilClosed(dirty: ReadonlySignal<boolean>) {
  drafts.add(dirty);
}

/** Goes where the clerk wants, at once where nothing is lost by it. */
export function leave(go: () => void) {
  if (hasUnsaved()) leaving.value = go;
  else go();
}

/**
 * Listens to what leaves the page, once for the whole desk.
 *
 * @param here the address of what is shown
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
  // On its way down, because the router listens on its way up.
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

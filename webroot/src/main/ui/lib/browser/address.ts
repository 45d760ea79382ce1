import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';

/** The query of the address, where a page keeps everything that a link needs to reproduce the view. */
export function useQuery() {
  const { query, path, route } = useLocation();
  type Changes = Record<string, string | undefined>;
  /** Does nothing when another page has been opened meanwhile, or when nothing would change. */
  const change = (changes: Changes, adds: boolean, state: unknown) => {
    if (location.pathname !== path) return;
    const now = Object.fromEntries(new URLSearchParams(location.search));
    const entries = Object.entries({ ...now, ...changes }).filter(([, value]) => value);
    const text = new URLSearchParams(entries as [string, string][]).toString();
    if (text === new URLSearchParams(location.search).toString()) return;
    route(path + (text && `?${text}`), !adds);
    history.replaceState(state, '');
  };
  return {
    query: query as Record<string, string | undefined>,
    /** Undefined and empty values are removed. Replaces the entry in the history, unless `ownEntry` adds one for what opens over the page. */
    set: (changes: Changes, ownEntry = false) => change(changes, ownEntry, ownEntry ? { ownEntry } : history.state),
    /** The same as another view, from which Back leads to the one before. */
    go: (changes: Changes) => change(changes, true, null),
  };
}

/**
 * Something that opens over the page, under a name in the address. Going back closes it, as is usual on a phone. Its entry in the
 * history remembers, even after a reload, that there is something to go back to.
 */
export function useOverlay(name: string) {
  const { query, set } = useQuery();
  const opened = query[name];
  const closing = useRef(false);
  useEffect(() => {
    closing.current = false;
  }, [opened]);
  return {
    opened,
    /** Replaces what is open. */
    open: (id: string) => set({ [name]: id }, !opened),
    /** Goes back once, however often it is called before the browser has done so. */
    close() {
      if (closing.current) return;
      closing.current = true;
      if (history.state?.ownEntry) history.back();
      else set({ [name]: undefined });
    },
  };
}

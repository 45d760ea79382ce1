import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';

/** The query of the address, in which a page keeps what makes a link reproduce the view. */
export function useQuery() {
  const { query, path, route } = useLocation();
  return {
    query: query as Record<string, string | undefined>,
    /**
     * Undefined and empty values leave the address. Takes the place of the entry in the history, unless it is to be one of its own. A
     * page that was left meanwhile brings nobody back.
     */
    set(changes: Record<string, string | undefined>, ownEntry = false) {
      if (location.pathname !== path) return;
      const now = Object.fromEntries(new URLSearchParams(location.search));
      const entries = Object.entries({ ...now, ...changes }).filter(([, value]) => value);
      const text = new URLSearchParams(entries as [string, string][]).toString();
      const state = ownEntry ? { ownEntry } : history.state;
      route(path + (text && `?${text}`), !ownEntry);
      history.replaceState(state, '');
    },
  };
}

/**
 * What is open over the page, by a name in the address. It can be closed by going back, as is usual on a phone; the entry itself
 * remembers, also over a reload, that there is something to go back to.
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
    /** Another one takes the place of what is open. */
    open: (id: string) => set({ [name]: id }, !opened),
    /** Once, however often it is asked for until the browser has gone back. */
    close() {
      if (closing.current) return;
      closing.current = true;
      if (history.state?.ownEntry) history.back();
      else set({ [name]: undefined });
    },
  };
}

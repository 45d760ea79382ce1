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
      route(path + (text && `?${text}`), !ownEntry);
    },
  };
}

/** What is open over the page, by a name in the address. It can be closed by going back, as is usual on a phone. */
export function useOverlay(name: string) {
  const { query, set } = useQuery();
  const opened = query[name];
  const hasEntry = useRef(false);
  useEffect(() => {
    if (!opened) hasEntry.current = false;
  }, [opened]);
  return {
    opened,
    /** Another one takes the place of what is open. */
    open(id: string) {
      hasEntry.current ||= !opened;
      set({ [name]: id }, !opened);
    },
    close() {
      if (hasEntry.current) history.back();
      else set({ [name]: undefined });
      hasEntry.current = false;
    },
  };
}

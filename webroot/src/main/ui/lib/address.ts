import { useLocation } from 'preact-iso';

/** The query of the address, in which a page keeps what makes a link reproduce the view. */
export function useQuery() {
  const { query, path, route } = useLocation();
  return {
    query: query as Record<string, string | undefined>,
    /**
     * Undefined and empty values leave the address. Takes the place of the entry in the history. A page that was left meanwhile
     * brings nobody back.
     */
    set(changes: Record<string, string | undefined>) {
      if (location.pathname !== path) return;
      const now = Object.fromEntries(new URLSearchParams(location.search));
      const entries = Object.entries({ ...now, ...changes }).filter(([, value]) => value);
      const text = new URLSearchParams(entries as [string, string][]).toString();
      route(path + (text && `?${text}`), true);
    },
  };
}

import { vi } from 'vitest';

/** A server with these responses, by path. Returns the requested paths. */
export function playedServer(responses: Record<string, () => unknown>) {
  const requested: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    requested.push(path);
    const response = await responses[path]?.();
    if (response === undefined) throw new TypeError('Failed to fetch');
    return response instanceof Response ? response : Response.json(response);
  });
  return requested;
}

/** A page of a list, and where the next one is. */
export const pageOf = (rows: unknown[], next?: string) =>
  Response.json(rows, next ? { headers: { Link: `<${next}>; rel="next"` } } : {});

import { vi } from 'vitest';

/** Answers of the server by address, and what was asked. */
export function playedServer(answers: Record<string, () => unknown>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const answer = await answers[path]?.();
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return answer instanceof Response ? answer : Response.json(answer);
  });
  return asked;
}

/** A page of a list, and where the next one is. */
export const pageOf = (rows: unknown[], next?: string) =>
  Response.json(rows, next ? { headers: { Link: `<${next}>; rel="next"` } } : {});

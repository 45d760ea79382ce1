import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arrive, asking, welcomeAll } from '../access/session';
import { getOrder, placeOrder } from './api';
import type { ProblemError } from './problem';

const CLARA = { name: 'Clara', role: 'clerk', scopes: ['orders:read', 'orders:place'] };
const MAX = { name: 'Max', role: 'manager', scopes: ['orders:read', 'orders:place', 'orders:refund'] };
const ORDER = { lines: [{ product_id: 'p1', quantity: 2 }] };

/** A server that knows nobody until somebody has logged in. Returns the requests that it has got, with their keys. */
function strictServer() {
  const requests: string[] = [];
  let known = false;
  vi.stubGlobal('fetch', async (path: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
    requests.push([method, path, headers['Idempotency-Key']].filter(Boolean).join(' '));
    return known ? Response.json({ number: '42' }) : Response.json({ detail: 'Who are you?' }, { status: 401 });
  });
  return {
    requests,
    logIn(who: typeof CLARA) {
      known = true;
      arrive(who);
    },
  };
}

const settle = () => new Promise(resolve => setTimeout(resolve));

beforeEach(() => arrive(CLARA));
afterEach(() => {
  welcomeAll();
  vi.unstubAllGlobals();
});

test('what was under way is repeated once, with its key, when the same user is back', async () => {
  const server = strictServer();
  const placed = placeOrder(ORDER, 'k-1');
  await settle();
  expect(asking.value).toBe(true);
  server.logIn(CLARA);
  expect((await placed).it.number).toBe('42');
  expect(server.requests).toEqual(['POST /api/payment/orders k-1', 'POST /api/payment/orders k-1']);
});

test('what would change something is not done in the name of another user', async () => {
  const server = strictServer();
  const placed = placeOrder(ORDER, 'k-1').catch((error: ProblemError) => error);
  await settle();
  server.logIn(MAX);
  expect(await placed).toMatchObject({ type: 'other-user', status: 401, outcomeUnknown: false });
  expect(server.requests).toHaveLength(1);
});

test('what only reads is repeated for everybody', async () => {
  const server = strictServer();
  const order = getOrder('o1');
  await settle();
  server.logIn(MAX);
  expect((await order).number).toBe('42');
});

test('a second refusal is an answer, lest a request goes round in circles', async () => {
  const server = strictServer();
  const order = getOrder('o1').catch((error: ProblemError) => error);
  await settle();
  arrive(CLARA);
  expect(await order).toMatchObject({ status: 401 });
  expect(server.requests).toHaveLength(2);
});

import { afterEach, expect, test, vi } from 'vitest';
import type { Order } from '../server/types';
import { MentionedOrders } from './mentioned';

const PATH = '/api/payment/orders/';

afterEach(() => vi.unstubAllGlobals());

/** A server that answers when it is told to. */
function patientServer() {
  const waiting: { id: string; answer: (response: Response) => void }[] = [];
  vi.stubGlobal('fetch', (path: string) => new Promise(answer => waiting.push({ id: path.slice(PATH.length), answer })));
  return {
    asked: () => waiting.map(({ id }) => id),
    async answers(status: Order['status'] | number = 'completed') {
      const { id, answer } = waiting.shift()!;
      answer(typeof status === 'number' ? Response.json({}, { status }) : Response.json({ id, number: `N${id}`, status }));
      await vi.waitFor(() => expect(waiting.some(other => other.id === id)).toBe(false));
      for (let n = 0; n < 20; n++) await Promise.resolve();
    },
  };
}

const without = new MentionedOrders({ peek: () => undefined });

test('an order that the desk has is not asked for', () => {
  const server = patientServer();
  const own = { id: 'o1', number: '7', status: 'pending' } as Order;
  const mentioned = new MentionedOrders({ peek: id => (id === 'o1' ? own : undefined) });
  mentioned.want('o1');
  expect(server.asked()).toEqual([]);
  expect(mentioned.get('o1')).toBe(own);
});

test('a few are asked for at once, each only once', async () => {
  const server = patientServer();
  for (const id of ['1', '2', '1', '3', '4', '5', '5', '6']) without.want(id);
  expect(server.asked()).toEqual(['1', '2', '3', '4']);
  await server.answers();
  await vi.waitFor(() => expect(server.asked()).toEqual(['2', '3', '4', '5']));
  expect(without.get('1')?.number).toBe('N1');
  without.want('1');
  for (let n = 0; n < 5; n++) await server.answers();
  await vi.waitFor(() => expect(server.asked()).toEqual([]));
});

test('one that was pending is asked for again', async () => {
  const server = patientServer();
  without.want('p');
  await server.answers('pending');
  await vi.waitFor(() => expect(without.get('p')?.status).toBe('pending'));
  without.want('p');
  expect(server.asked()).toEqual(['p']);
  await server.answers();
  await vi.waitFor(() => expect(without.get('p')?.status).toBe('completed'));
});

test('a server in trouble is left alone for a while, and one that does not know an order is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const server = patientServer();
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) without.want(id);
  await server.answers(404);
  expect(server.asked()).toEqual(['b', 'c', 'd', 'e']);
  await server.answers(503);
  for (let n = 0; n < 3; n++) await server.answers();
  expect(server.asked()).toEqual([]);
  vi.advanceTimersByTime(3_000);
  expect(server.asked()).toEqual(['b', 'f']);
  vi.useRealTimers();
});

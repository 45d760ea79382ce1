import { afterEach, expect, test, vi } from 'vitest';
import { deleteProduct, get, placeOrder } from './api';

const answer = (status: number, body: string, headers = {}) => {
  const fetch = vi.fn(async () => new Response(status === 204 ? null : body, { status, headers }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};

const order = { product_id: 'p1', quantity: 2 };

afterEach(() => vi.unstubAllGlobals());

test('an order carries its key and tells whether it was a replay', async () => {
  const fetch = answer(201, '{"number":"42"}', { 'Idempotent-Replayed': 'true' });
  expect(await placeOrder(order, 'key-1')).toEqual({ body: { number: '42' }, replayed: true });
  expect(fetch).toHaveBeenCalledWith(
    '/api/payment/orders',
    expect.objectContaining({
      method: 'POST',
      body: '{"product_id":"p1","quantity":2}',
      headers: { 'Idempotency-Key': 'key-1', 'Content-Type': 'application/json' },
    }),
  );
});

test('an empty answer is fine where nothing is to be said', async () => {
  answer(204, '');
  await expect(deleteProduct('p1')).resolves.toMatchObject({ body: undefined });
});

test('a problem speaks by its detail', async () => {
  answer(409, '{"title":"Conflict","detail":"Not enough stock available. Only 1 units in stock."}');
  await expect(placeOrder(order, 'key-1')).rejects.toThrow('Not enough stock available. Only 1 units in stock.');
});

test('an error that is no problem+json still has words', async () => {
  answer(502, '<h1>Bad Gateway</h1>');
  await expect(get('/config')).rejects.toThrow('The server answers with an error (502).');
});

test('a success that is no JSON is an error', async () => {
  answer(200, '<h1>Hello</h1>');
  await expect(get('/config')).rejects.toThrow('an answer that the desk cannot read');
});

test('a server that is away is told in words', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(get('/config')).rejects.toThrow(/^The server does not answer\.$/);
  await expect(placeOrder(order, 'key-1')).rejects.toThrow('Place the order again: it will be placed only once.');
});

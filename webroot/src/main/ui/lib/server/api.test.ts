import { afterEach, expect, test, vi } from 'vitest';
import { deleteProduct, editProduct, getConfig, getPage, ordersLike, placeOrder } from './api';
import { ProblemError } from './problem';

const respond = (status: number, body: string, headers = {}) => {
  const fetch = vi.fn(async (_path: string, _options: RequestInit) => new Response(status === 204 ? null : body, { status, headers }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};

const order = { lines: [{ product_id: 'p1', quantity: 2 }] };

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    error => error as ProblemError,
  );

afterEach(() => vi.unstubAllGlobals());

test('an order is sent with its key, and the response says whether it was a replay', async () => {
  const fetch = respond(201, '{"number":"42"}', { 'Idempotent-Replayed': 'true' });
  expect(await placeOrder(order, 'key-1')).toEqual({ it: { number: '42' }, replayed: true });
  expect(fetch).toHaveBeenCalledWith(
    '/api/payment/orders',
    expect.objectContaining({
      method: 'POST',
      body: '{"lines":[{"product_id":"p1","quantity":2}]}',
      headers: { 'Idempotency-Key': 'key-1', 'Content-Type': 'application/json' },
    }),
  );
});

test('an edit names the version that it changes, and one that loses the race gets the winner', async () => {
  const fetch = respond(412, '{"detail":"Changed meanwhile.","product":{"id":"p1","version":8}}');
  const problem = await problemOf(editProduct('p1', 7, { name: 'Tea', price: '1.00', quantity: '1', low_stock_at: null }));
  expect(fetch.mock.calls[0]![1].headers).toMatchObject({ 'If-Match': '"7"' });
  expect(problem).toMatchObject({ status: 412, product: { id: 'p1', version: 8 } });
});

test('a page says where the next one is, and the last one that there is none', async () => {
  const fetch = respond(200, '[1]', { Link: '</api/payment/orders?limit=1&cursor=abc>; rel="next"' });
  expect(await getPage(ordersLike({ status: 'pending' }, 1))).toEqual({
    rows: [1],
    next: '/api/payment/orders?limit=1&cursor=abc',
  });
  expect(fetch.mock.calls[0]![0]).toBe('/api/payment/orders?limit=1&status=pending');
  respond(200, '[]');
  expect(await getPage('/more')).toEqual({ rows: [], next: undefined });
});

test('deleting a product that is already gone succeeds', async () => {
  respond(204, '');
  await deleteProduct('p1');
  respond(404, '{"detail":"There is no such product."}');
  await deleteProduct('p1');
});

test('an error has everything that the problem says', async () => {
  respond(
    409,
    JSON.stringify({
      type: 'urn:quicksell:problem:out-of-stock',
      detail: 'Not enough stock available. Only 1 units in stock.',
      request_id: 'r-1',
      short: [{ product_id: 'p1', name: 'Tea', requested: 2, available: 1 }],
    }),
  );
  const problem = await problemOf(placeOrder(order, 'key-1'));
  expect(problem).toMatchObject({
    message: 'Not enough stock available. Only 1 units in stock.',
    status: 409,
    type: 'out-of-stock',
    requestId: 'r-1',
    short: [{ product_id: 'p1', name: 'Tea', requested: 2, available: 1 }],
    outcomeUnknown: false,
  });
});

test('a problem says what is wrong with a field', async () => {
  respond(422, '{"detail":"name must not be empty.","errors":[{"field":"name","reason":"must not be empty"}]}');
  const problem = await problemOf(placeOrder(order, 'key-1'));
  expect([problem.reasonFor('name'), problem.reasonFor('price')]).toEqual(['must not be empty', undefined]);
});

test('an error that is not problem+json still has a message', async () => {
  respond(502, '<h1>Bad Gateway</h1>');
  await expect(getConfig()).rejects.toThrow('The server answers with an error (502).');
});

test('a success that is not JSON is an error', async () => {
  respond(200, '<h1>Hello</h1>');
  await expect(getConfig()).rejects.toThrow('an answer that the desk cannot read');
});

test('an unreachable server is reported in words, and the outcome of the order is unknown', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(getConfig()).rejects.toThrow(/^The server does not answer\.$/);
  const problem = await problemOf(placeOrder(order, 'key-1'));
  expect(problem.message).toContain('Try again: it will be done only once.');
  expect(problem.outcomeUnknown).toBe(true);
});

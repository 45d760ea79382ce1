export interface Product {
  id: string;
  name: string;
  price: number;
  quantity: number;
  held: number;
}

export type OrderStatus = 'pending' | 'completed' | 'refunded' | 'failed';

export interface Order {
  id: string;
  number: string;
  lines: { product_id: string; name: string; price: number; quantity: number }[];
  quantity: number;
  total: number;
  status: OrderStatus;
  reason?: string | null;
}

export interface Config {
  fee_rate: number;
}

interface Answer<T> {
  body: T;
  /** The order had been placed by an earlier request with the same key. */
  replayed: boolean;
}

/** Longer than the server's own deadline of 5 s, so that its answer is heard where there is one. */
const TIMEOUT_MILLIS = 10_000;

export const get = async <T>(path: string) => (await send<T>('GET', path)).body;

export const addProduct = async (product: { name: string; price: string; quantity: number }) =>
  (await send<Product>('POST', '/api/inventory/products', product)).body;

export const deleteProduct = (id: string) => send('DELETE', `/api/inventory/products/${id}`);

export const placeOrder = (order: { product_id: string; quantity: number }, key: string) =>
  send<Order>('POST', '/api/payment/orders', order, key);

export const refundOrder = (id: string) => send('POST', `/api/payment/orders/${id}/refund`, {});

/** Every error it throws has a message for the clerk. */
async function send<T>(method: string, path: string, body?: object, key?: string): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...(key && { 'Idempotency-Key': key }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    text = await response.text();
  } catch {
    throw new Error(`The server does not answer.${key ? ' Place the order again: it will be placed only once.' : ''}`);
  }
  const json = parse(text);
  if (!response.ok) throw new Error(json?.detail ?? `The server answers with an error (${response.status}).`);
  if (text && json === undefined) throw new Error('The server gives an answer that the desk cannot read.');
  return { body: json, replayed: response.headers.get('Idempotent-Replayed') === 'true' };
}

function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

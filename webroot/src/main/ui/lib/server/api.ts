import { logInAgain, me, type Me } from '../access/session';
import { messageOf, OTHER_USER, ProblemError } from './problem';
import type { Adjustment, Config, Order, OrderDay, OrderFilter, OrderForm, Page, Product, ProductForm } from './types';
import { t } from '../../texts';

interface JsonResponse<T> {
  body: T;
  headers: Headers;
}

interface RequestOptions {
  body?: object;
  /** The idempotency key. */
  key?: string;
  /** The version to change. */
  version?: number;
  /** Sends the request even if the page is closed meanwhile. */
  keepalive?: boolean;
  /** Takes 401 for an answer like any other, instead of asking for a log-in. */
  withoutLogIn?: boolean;
  /** Who wanted it, where that was earlier; by default, who has logged in. */
  sender?: Me;
}

/** Longer than the server's own deadline of 5 s, so that its response arrives when there is one. */
const TIMEOUT_MILLIS = 10_000;

const INVENTORY = '/api/inventory/products';
const PAYMENT = '/api/payment/orders';

export const getConfig = async () => (await send<Config>('GET', '/config')).body;

export const getMe = async () => (await send<Me>('GET', '/api/access/me')).body;

export const FIRST_PRODUCTS = `${INVENTORY}?limit=1000`;

/** Loads a page of a list by its address: FIRST_PRODUCTS, ordersLike() or the `next` of another page. */
export async function getPage<T>(path: string): Promise<Page<T>> {
  const { body, headers } = await send<T[]>('GET', path);
  return { rows: body, next: nextPage(headers) };
}

/** The outcome of a request with an idempotency key. */
export interface Done<T> {
  it: T;
  /** Whether an earlier request with the same key had already done it. */
  replayed: boolean;
}

const done = <T>({ body, headers }: JsonResponse<T>): Done<T> => ({ it: body, replayed: headers.get('Idempotent-Replayed') === 'true' });

export const addProduct = async (product: ProductForm, key: string) => done(await send<Product>('POST', INVENTORY, { body: product, key }));

/** @param version the one that was edited; 412 with the current product if somebody else was faster */
export const editProduct = async (id: string, version: number, product: ProductForm, sender?: Me) =>
  (await send<Product>('PUT', `${INVENTORY}/${id}`, { body: product, version, sender })).body;

export const adjustStock = async (id: string, adjustment: Adjustment, key: string) =>
  done(await send<Product>('POST', `${INVENTORY}/${id}/stock`, { body: adjustment, key }));

/**
 * Succeeds if the product is already gone.
 *
 * @param leaving whether the page is being left: it is sent all the same, but nobody is asked to log in for it
 */
export const deleteProduct = async (id: string, sender?: Me, leaving = false) => {
  try {
    await send('DELETE', `${INVENTORY}/${id}`, { sender, keepalive: leaving, withoutLogIn: leaving });
  } catch (error) {
    if ((error as ProblemError).status !== 404) throw error;
  }
};

/** Newest first. */
export const movementsOf = (id: string) => `${INVENTORY}/${id}/movements?limit=50`;

/** Newest first. */
export const ordersLike = (filter: OrderFilter, limit: number) =>
  `${PAYMENT}?${new URLSearchParams({ limit: String(limit), ...filter })}`;

/** From one moment to before another, in milliseconds since 1970. */
export interface TimeRange {
  from: number;
  before: number;
}

export const ALWAYS: TimeRange = { from: -Infinity, before: Infinity };

/** The 31 newest days, by the calendar of the browser, of the orders that were created in a time and fit a filter. */
export const daysLike = (filter: OrderFilter, { from, before }: TimeRange = ALWAYS) =>
  `${PAYMENT}/days?${new URLSearchParams({
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...filter,
    ...(from > -Infinity && { created_from: new Date(from).toISOString() }),
    ...(before < Infinity && { created_before: new Date(before).toISOString() }),
  })}`;

/** Loads what daysLike() names; `total` is how many orders that are, on older days too. */
export async function getDays(path: string) {
  const { body, headers } = await send<OrderDay[]>('GET', path);
  return { days: body, total: Number(headers.get('X-Total-Count')) };
}

export const getOrder = async (id: string) => (await send<Order>('GET', `${PAYMENT}/${id}`)).body;

export const placeOrder = async (order: OrderForm, key: string, sender?: Me) =>
  done(await send<Order>('POST', PAYMENT, { body: order, key, sender }));

/** By how much the clocks of browser and server may differ. */
const CLOCKS_DIFFER_MILLIS = 120_000;

/** An order of the same lines and reference, whoever has placed it since that time. */
export async function findTwin({ lines, reference }: OrderForm, since: number): Promise<Order | undefined> {
  const { rows } = await getPage<Order>(ordersLike({ product_id: lines[0]!.product_id }, 50));
  const signature = (all: OrderForm['lines']) => all.map(({ product_id, quantity }) => `${product_id} ${quantity}`).sort().join();
  return rows.find(
    order =>
      Date.parse(order.created_at) > since - CLOCKS_DIFFER_MILLIS &&
      signature(order.lines) === signature(lines) &&
      (order.reference ?? '') === (reference ?? ''),
  );
}

export const refundOrder = async (id: string, refund: { reason?: string; restock: boolean }, key: string) =>
  (await send<Order>('POST', `${PAYMENT}/${id}/refund`, { body: refund, key })).body;

/**
 * Where the server does not know who has sent it (401), it is sent once more after a log-in. What changes something is sent only for the
 * same user: for another one it would be another request. Throws nothing but ProblemErrors.
 */
export async function send<T>(method: string, path: string, options: RequestOptions = {}): Promise<JsonResponse<T>> {
  const { sender = me.peek() } = options;
  if (method !== 'GET') refuseOthers(sender);
  let answer = await exchange(method, path, options);
  if (answer.response.status === 401 && !options.withoutLogIn) {
    await logInAgain(sender);
    if (method !== 'GET') refuseOthers(sender);
    answer = await exchange(method, path, options);
  }
  const { response, text } = answer;
  const json = parse(text);
  if (!response.ok) {
    throw new ProblemError(messageOf(json) ?? t('server.failed', { status: response.status }), response.status, json, Number(response.headers.get('Retry-After') ?? 0));
  }
  if (text && json === undefined) throw new ProblemError(t('server.unreadable'), response.status);
  return { body: json, headers: response.headers };
}

/** Throws if it is another user who has logged in by now. */
function refuseOthers(sender: Me | undefined) {
  if (me.peek()?.name !== sender?.name) throw new ProblemError(sentBy(sender), 401, { type: OTHER_USER });
}

const sentBy = (sender: Me | undefined) => (sender ? t('request.of-other', { name: sender.name }) : t('request.before-log-in'));

async function exchange(method: string, path: string, { body, key, version, keepalive }: RequestOptions) {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(key && { 'Idempotency-Key': key }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
      body: body && JSON.stringify(body),
      keepalive,
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    return { response, text: await response.text() };
  } catch {
    throw new ProblemError(t(key ? 'server.silent.once' : 'server.silent'));
  }
}

function nextPage(headers: Headers) {
  return /<([^>]+)>; *rel="next"/.exec(headers.get('Link') ?? '')?.[1];
}

function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

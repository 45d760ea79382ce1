import { logInAgain, me, type Me } from '../access/session';

export interface Product {
  id: string;
  name: string;
  price: number;
  /** Units free to sell. */
  quantity: number;
  /** Units held for orders that are not completed yet. */
  held: number;
  /** Stock is low at this many units or fewer; null means the shop's default. */
  low_stock_at: number | null;
  low_stock: boolean;
  /** Who made it or edited it last; an adjustment or an order is no edit. */
  edited_by?: string;
  version: number;
  created_at: string;
  updated_at: string;
}

/** A product as a clerk enters it. Numbers are text, so that they arrive exactly as typed, however long. */
export interface ProductForm {
  name: string;
  price: string;
  quantity: string;
  /** Null means the shop's default. */
  low_stock_at: string | null;
}

export type Adjustment = ({ delta: string } | { set: string; expected: number }) & { reason?: string };

export interface Movement {
  at: string;
  kind: 'created' | 'edited' | 'adjusted' | 'reserved' | 'released' | 'returned' | 'deleted' | 'opening';
  /** The change of the quantity. */
  units: number;
  /** Units free to sell afterwards. */
  quantity: number;
  order_id?: string | null;
  reason?: string | null;
  by?: string;
}

export type OrderStatus = 'pending' | 'completed' | 'refunded' | 'failed';

export interface OrderLine {
  product_id: string;
  name: string;
  price: number;
  quantity: number;
}

/** A status of an order, and when it was reached. */
export interface Reached {
  status: OrderStatus;
  at: string;
  reason?: string | null;
  /** Of a refund: whether the units are to go back into stock. */
  restock?: boolean;
  /** Of a refund: the units that could not go back, because their product was deleted. */
  not_returned?: { product_id: string; quantity: number }[];
}

export interface Order {
  id: string;
  /** Short enough to say aloud. */
  number: string;
  lines: OrderLine[];
  /** Units of all lines. */
  quantity: number;
  fee: number;
  total: number;
  status: OrderStatus;
  /** The customer's own reference. */
  reference?: string | null;
  placed_by?: string;
  /** Why it failed or was refunded. */
  reason?: string | null;
  refunded_by?: string;
  history: Reached[];
  version: number;
  created_at: string;
  updated_at: string;
}

export interface OrderForm {
  lines: { product_id: string; quantity: number }[];
  reference?: string;
  /** What the clerk takes it to come to; text, so that it arrives exactly. */
  expected_total?: string;
}

export interface OrderFilter {
  status?: OrderStatus;
  product_id?: string;
  /** The number, or words of the reference. */
  q?: string;
}

export interface Config {
  fee_rate: number;
  /** ISO 4217. */
  currency: string;
  /** Whether the server asks who somebody is. */
  access: 'off' | 'required';
}

export interface Page<T> {
  rows: T[];
  /** The address of the next page; undefined on the last one. */
  next?: string;
}

interface FieldError {
  field: string;
  reason: string;
}

/** A product of which an order requested more units than are available. */
export interface Shortage {
  product_id: string;
  name: string;
  requested: number;
  available: number;
}

interface Problem {
  type?: string;
  detail?: string;
  request_id?: string;
  errors?: FieldError[];
  short?: Shortage[];
  product?: Product;
  total?: number;
}

/** Why a request failed. The message is meant for the clerk. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly type: string;
  readonly errors: FieldError[];
  readonly short: Shortage[];
  /** The current product, when somebody else changed it first (412). */
  readonly product?: Product;
  /** What the order comes to, when that is not what was expected. */
  readonly total?: number;
  /** To quote when asking for help. */
  readonly requestId?: string;

  /**
   * @param status 0 when there was no response
   * @param retrySeconds how long the server asks to wait
   */
  constructor(
    message: string,
    readonly status = 0,
    problem: Problem = {},
    readonly retrySeconds = 0,
  ) {
    super(message);
    this.type = problem.type?.replace('urn:quicksell:problem:', '') ?? '';
    this.errors = problem.errors ?? [];
    this.short = problem.short ?? [];
    this.product = problem.product;
    this.total = problem.total;
    this.requestId = problem.request_id;
  }

  /** Whether the request may have been carried out anyway. */
  get outcomeUnknown() {
    return this.status === 0 || this.status >= 500;
  }

  /** Whether the same request would be refused again. */
  get isDefinite() {
    return this.status >= 400 && this.status < 500 && ![408, 409, 429].includes(this.status);
  }

  /** What is wrong with this field of the form. */
  reasonFor(field: string) {
    return this.errors.find(error => error.field === field)?.reason;
  }
}

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
export const editProduct = async (id: string, version: number, product: ProductForm) =>
  (await send<Product>('PUT', `${INVENTORY}/${id}`, { body: product, version })).body;

export const adjustStock = async (id: string, adjustment: Adjustment, key: string) =>
  done(await send<Product>('POST', `${INVENTORY}/${id}/stock`, { body: adjustment, key }));

/** Succeeds if the product is already gone. */
export const deleteProduct = async (id: string, keepalive = false) => {
  try {
    await send('DELETE', `${INVENTORY}/${id}`, { keepalive });
  } catch (error) {
    if ((error as ProblemError).status !== 404) throw error;
  }
};

/** Newest first. */
export const movementsOf = (id: string) => `${INVENTORY}/${id}/movements?limit=50`;

/** Newest first. */
export const ordersLike = (filter: OrderFilter, limit: number) =>
  `${PAYMENT}?${new URLSearchParams({ limit: String(limit), ...filter })}`;

export const getOrder = async (id: string) => (await send<Order>('GET', `${PAYMENT}/${id}`)).body;

export const placeOrder = async (order: OrderForm, key: string) => done(await send<Order>('POST', PAYMENT, { body: order, key }));

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
  const sender = me.peek();
  let answer = await exchange(method, path, options);
  if (answer.response.status === 401 && !options.withoutLogIn) {
    await logInAgain(sender);
    if (method !== 'GET' && me.peek()?.name !== sender?.name) throw new ProblemError(sentBy(sender), 401, { type: OTHER_USER });
    answer = await exchange(method, path, options);
  }
  const { response, text } = answer;
  const json = parse(text);
  if (!response.ok) {
    const message = json?.detail ?? `The server answers with an error (${response.status}).`;
    throw new ProblemError(message, response.status, json, Number(response.headers.get('Retry-After') ?? 0));
  }
  if (text && json === undefined) throw new ProblemError('The server gives an answer that the desk cannot read.', response.status);
  return { body: json, headers: response.headers };
}

/** The type of a problem that the desk itself has with a request: who sent it is not who has logged in since. */
export const OTHER_USER = 'other-user';

const sentBy = (sender: Me | undefined) =>
  `${sender ? `${sender.name} sent this` : 'This was sent before anybody had logged in'}; it was not carried out. Send it again to do it in your name.`;

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
    throw new ProblemError(`The server does not answer.${key ? ' Try again: it will be done only once.' : ''}`);
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

export interface Product {
  id: string;
  name: string;
  price: number;
  /** Units free to sell. */
  quantity: number;
  /** Units held for orders that are not completed yet. */
  held: number;
  /** From how few units on the stock is low; null means as the shop says. */
  low_stock_at: number | null;
  low_stock: boolean;
  version: number;
  created_at: string;
  updated_at: string;
}

/** What a clerk says of a product. Numbers are text, so that they arrive exactly as they were typed, however long. */
export interface ProductForm {
  name: string;
  price: string;
  quantity: string;
  /** Null means as the shop says. */
  low_stock_at: string | null;
}

export type Adjustment = ({ delta: string } | { set: string; expected: number }) & { reason?: string };

export interface Movement {
  at: string;
  kind: 'created' | 'edited' | 'adjusted' | 'reserved' | 'released' | 'returned' | 'deleted' | 'opening';
  /** By how much the quantity changed. */
  units: number;
  /** Units free to sell after it. */
  quantity: number;
  order_id?: string | null;
  reason?: string | null;
}

export type OrderStatus = 'pending' | 'completed' | 'refunded' | 'failed';

export interface OrderLine {
  product_id: string;
  name: string;
  price: number;
  quantity: number;
}

export interface Order {
  id: string;
  /** What a clerk can say aloud. */
  number: string;
  lines: OrderLine[];
  /** Units of all lines. */
  quantity: number;
  fee: number;
  total: number;
  status: OrderStatus;
  /** The customer's own. */
  reference?: string | null;
  /** Why it failed or was refunded. */
  reason?: string | null;
  history: { status: OrderStatus; at: string; reason?: string | null; restock?: boolean }[];
  version: number;
  created_at: string;
  updated_at: string;
}

export interface OrderForm {
  lines: { product_id: string; quantity: number }[];
  reference?: string;
}

export interface OrderFilter {
  status?: OrderStatus;
  product_id?: string;
  /** The number, or a part of the reference in any case. */
  q?: string;
}

export interface Config {
  fee_rate: number;
  /** ISO 4217. */
  currency: string;
}

export interface Page<T> {
  rows: T[];
  /** Where the next page is; none after the last. */
  next?: string;
}

interface FieldError {
  field: string;
  reason: string;
}

/** A product of which an order wanted more than there is. */
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
}

/** Why a request failed. Its message is for the clerk. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly type: string;
  readonly errors: FieldError[];
  readonly short: Shortage[];
  /** As it is now, when somebody else changed it first (412). */
  readonly product?: Product;
  /** To quote when asking for help. */
  readonly requestId?: string;

  /** @param status 0 when no answer came */
  constructor(
    message: string,
    readonly status = 0,
    problem: Problem = {},
  ) {
    super(message);
    this.type = problem.type?.replace('urn:quicksell:problem:', '') ?? '';
    this.errors = problem.errors ?? [];
    this.short = problem.short ?? [];
    this.product = problem.product;
    this.requestId = problem.request_id;
  }

  /** Whether it may have been carried out all the same. */
  get outcomeUnknown() {
    return this.status === 0 || this.status >= 500;
  }

  /** What is wrong with a field of the form. */
  reasonFor(field: string) {
    return this.errors.find(error => error.field === field)?.reason;
  }
}

interface Answer<T> {
  body: T;
  headers: Headers;
}

interface Wish {
  body?: object;
  /** The idempotency key. */
  key?: string;
  /** The version that is meant to be changed. */
  version?: number;
  /** Sent also when the page is left meanwhile. */
  keepalive?: boolean;
}

/** Longer than the server's own deadline of 5 s, so that its answer is heard where there is one. */
const TIMEOUT_MILLIS = 10_000;

const INVENTORY = '/api/inventory/products';
const PAYMENT = '/api/payment/orders';

export const getConfig = async () => (await send<Config>('GET', '/config')).body;

export const FIRST_PRODUCTS = `${INVENTORY}?limit=1000`;

/** A page of a list, by its address: FIRST_PRODUCTS, ordersLike() or the `next` of another page. */
export async function getPage<T>(path: string): Promise<Page<T>> {
  const { body, headers } = await send<T[]>('GET', path);
  return { rows: body, next: nextPage(headers) };
}

/** What became of a wish that has a key. */
export interface Done<T> {
  it: T;
  /** It had been done by an earlier request with the same key. */
  replayed: boolean;
}

const done = <T>({ body, headers }: Answer<T>): Done<T> => ({ it: body, replayed: headers.get('Idempotent-Replayed') === 'true' });

export const addProduct = async (product: ProductForm, key: string) => done(await send<Product>('POST', INVENTORY, { body: product, key }));

/** @param version the one that was edited: 412 with the current product if somebody else was faster */
export const editProduct = async (id: string, version: number, product: ProductForm) =>
  (await send<Product>('PUT', `${INVENTORY}/${id}`, { body: product, version })).body;

export const adjustStock = async (id: string, adjustment: Adjustment, key: string) =>
  done(await send<Product>('POST', `${INVENTORY}/${id}/stock`, { body: adjustment, key }));

/** One that is gone already is deleted, too. */
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

export const refundOrder = async (id: string, refund: { reason?: string; restock: boolean }, key: string) =>
  (await send<Order>('POST', `${PAYMENT}/${id}/refund`, { body: refund, key })).body;

/** Every error it throws is a ProblemError. */
async function send<T>(method: string, path: string, { body, key, version, keepalive }: Wish = {}): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
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
    text = await response.text();
  } catch {
    throw new ProblemError(`The server does not answer.${key ? ' Try again: it will be done only once.' : ''}`);
  }
  const json = parse(text);
  if (!response.ok) {
    throw new ProblemError(json?.detail ?? `The server answers with an error (${response.status}).`, response.status, json);
  }
  if (text && json === undefined) throw new ProblemError('The server gives an answer that the desk cannot read.', response.status);
  return { body: json, headers: response.headers };
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

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
  /** ISO 8601. */
  created_from?: string;
  /** ISO 8601; not included. */
  created_before?: string;
  /** The number, or words of the reference. */
  q?: string;
}

/** The orders of a day by the calendar of the browser. */
export interface OrderDay {
  /** 2026-11-27 */
  day: string;
  orders: number;
  /** What they come to, without those that failed or were refunded. */
  total: number;
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

/** A product of which an order requested more units than are available. */
export interface Shortage {
  product_id: string;
  name: string;
  requested: number;
  available: number;
}

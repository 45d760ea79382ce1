import { matcher } from '../lists/listing';
import type { Order, OrderFilter, OrderStatus } from '../server/types';

const NUMBER = /^(?:order\s*|no\.?\s*)?#?\s*(\d+(?:-\d+)?)$/i;

/** The number of an order as people write it: 312, #312, order 312. */
export const numberIn = (q = '') => NUMBER.exec(q.trim())?.[1];

/** Whether the server would list the order under this filter, so that events can be filtered as pages are. */
export const fits = ({ status, product_id, created_from, created_before, q }: OrderFilter, order: Order) =>
  (!status || order.status === status) &&
  (!created_from || Date.parse(order.created_at) >= Date.parse(created_from)) &&
  (!created_before || Date.parse(order.created_at) < Date.parse(created_before)) &&
  (!product_id || order.lines.some(line => line.product_id === product_id)) &&
  (!q || order.number === numberIn(q) || matcher(q)(order.reference ?? ''));

/** Whether nothing is to be paid for it. */
export const isVoid = (status: OrderStatus) => status === 'refunded' || status === 'failed';

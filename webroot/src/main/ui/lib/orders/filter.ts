import { matcher } from '../lists/listing';
import type { Order, OrderFilter } from '../server/api';

/** Whether the server would list the order under this filter, so that events can be filtered as pages are. */
export const fits = ({ status, product_id, q }: OrderFilter, order: Order) =>
  (!status || order.status === status) &&
  (!product_id || order.lines.some(line => line.product_id === product_id)) &&
  (!q || order.number === q || matcher(q)(order.reference ?? ''));

import { matcher } from '../lists/listing';
import type { Row } from '../live/collection';
import type { Product } from '../server/types';

/**
 * The product that a scanned text means: the one of exactly this name, or else the only one whose name has its words.
 *
 * @returns the product, or how many it may be
 */
export function lookUp(text: string, rows: readonly Row<Product>[]): Product | number {
  const matches = matcher(text);
  const found = rows.map(row => row.peek()).filter(({ name }) => matches(name));
  const exact = found.filter(({ name }) => matcher(name)(text));
  const [only, another] = exact.length ? exact : found;
  return only && !another ? only : found.length;
}

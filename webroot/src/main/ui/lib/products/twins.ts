import type { Row } from '../live/collection';
import type { Product } from '../server/types';

const letters = new Intl.Collator(undefined, { sensitivity: 'base' });

/** The products that have this name already, whatever its case and accents. */
export function namedLike(name: string, rows: readonly Row<Product>[]): Product[] {
  const wanted = name.trim();
  if (!wanted) return [];
  return rows.map(row => row.peek()).filter(product => letters.compare(product.name, wanted) === 0);
}

import { computed } from '@preact/signals';
import { products } from '../../../lib/desk';
import { parseQuantity } from '../../../lib/orders/draft';
import { isRepriced, liveLines, type LiveLine } from './placing';

/** Why a line needs a look before the order is placed. */
export type Look = 'gone' | 'wrong' | 'none' | 'short' | 'repriced';

export function looksOf(line: LiveLine): Look[] {
  const { product, quantity } = line;
  if (!product) return products.load.done.value ? ['gone'] : [];
  const units = parseQuantity(quantity);
  const looks: Look[] = isRepriced(line) ? ['repriced'] : [];
  if (!units) return ['wrong', ...looks];
  if (units <= product.quantity) return looks;
  return [product.quantity ? 'short' : 'none', ...looks];
}

/** How many lines need a look. */
export const toSettle = computed(() => liveLines.value.filter(line => looksOf(line).length).length);

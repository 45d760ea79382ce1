import type { Product } from '../server/types';

export const aProduct = (id: string, changes: Partial<Product> = {}): Product => ({
  id,
  name: `Product ${id}`,
  price: 1,
  quantity: 10,
  held: 0,
  low_stock_at: null,
  low_stock: false,
  version: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  ...changes,
});

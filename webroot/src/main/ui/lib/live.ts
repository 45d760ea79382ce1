import { signal } from '@preact/signals';
import { get, type Config, type Order, type Product } from './api';

/** Something of the server that the page shows. What was known stays while the server is away. */
export class Live<T> {
  readonly data = signal<T | undefined>(undefined);
  readonly asOf = signal<Date | undefined>(undefined);
  readonly failure = signal<string | undefined>(undefined);
  private turn = 0;

  constructor(
    readonly name: string,
    private readonly path: string,
    private readonly changes = true,
  ) {}

  /** Never rejects. An answer overtaken by a later request is dropped, because it may be older than what the later one shows. */
  async refresh(): Promise<void> {
    if (!this.changes && this.data.value) return;
    const turn = ++this.turn;
    try {
      const data = await get<T>(this.path);
      if (turn !== this.turn) return;
      this.data.value = data;
      this.asOf.value = new Date();
      this.failure.value = undefined;
    } catch (error) {
      if (turn === this.turn) this.failure.value = (error as Error).message;
    }
  }
}

export const products = new Live<Product[]>('Products', '/api/inventory/products');
export const orders = new Live<Order[]>('Orders', '/api/payment/orders?limit=50');
export const config = new Live<Config>('Fees', '/config', false);

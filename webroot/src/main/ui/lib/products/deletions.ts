import { signal, type ReadonlySignal } from '@preact/signals';
import { complain, say } from '../messages/toast';
import { deleteProduct, type Product } from '../server/api';
import type { Products } from './products';

/** For so long a deletion can be undone. */
export const UNDO_MILLIS = 8_000;

interface Waiting {
  product: Product;
  timer: ReturnType<typeof setTimeout>;
  takeToastAway: () => void;
}

/** Deletions that wait for a while, in case that they are regretted. Meanwhile their products are not shown. */
export class Deletions {
  private readonly hidden = signal<ReadonlySet<string>>(new Set());
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly products: Pick<Products, 'remove'>) {}

  /** The ids of products that are not to be shown. */
  get ids(): ReadonlySignal<ReadonlySet<string>> {
    return this.hidden;
  }

  delete(product: Product) {
    if (this.hidden.peek().has(product.id)) return;
    this.hide(product.id);
    this.waiting.set(product.id, {
      product,
      timer: setTimeout(() => this.finish(product.id), UNDO_MILLIS),
      takeToastAway: say(`${product.name} is deleted.`, {
        action: { name: 'Undo', run: () => this.undo(product.id) },
        millis: UNDO_MILLIS,
      }),
    });
  }

  /** @returns the id of the product that is back; the last one that was deleted, if none is named */
  undo(id = [...this.waiting.keys()].at(-1)): string | undefined {
    if (id === undefined || !this.takeOver(id)) return undefined;
    this.show(id);
    return id;
  }

  /** Nobody will be there to undo them: the page is left. */
  finishAll() {
    for (const id of [...this.waiting.keys()]) void this.finish(id, true);
  }

  private async finish(id: string, keepalive = false) {
    const product = this.takeOver(id);
    if (product) await this.send(product, keepalive);
  }

  private async send(product: Product, keepalive: boolean) {
    this.hide(product.id);
    try {
      await deleteProduct(product.id, keepalive);
      this.products.remove(product.id);
    } catch (error) {
      complain(new DeletionFailed(product, error as Error), () => this.send(product, false));
    }
    this.show(product.id);
  }

  /** Whoever has taken it over decides what becomes of it. */
  private takeOver(id: string): Product | undefined {
    const deletion = this.waiting.get(id);
    if (!deletion) return undefined;
    this.waiting.delete(id);
    clearTimeout(deletion.timer);
    deletion.takeToastAway();
    return deletion.product;
  }

  private hide(id: string) {
    this.hidden.value = new Set([...this.hidden.peek(), id]);
  }

  private show(id: string) {
    this.hidden.value = new Set([...this.hidden.peek()].filter(other => other !== id));
  }
}

class DeletionFailed extends Error {
  readonly requestId?: string;

  constructor({ name }: Product, cause: Error & { requestId?: string }) {
    super(`${name} is not deleted. ${cause.message}`);
    this.requestId = cause.requestId;
  }
}

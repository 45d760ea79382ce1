import { signal, type ReadonlySignal } from '@preact/signals';
import { complain, say } from '../messages/toast';
import { deleteProduct, type Product } from '../server/api';
import type { Products } from './products';

/** How long a deletion can be undone. */
export const UNDO_MILLIS = 8_000;

interface Waiting {
  product: Product;
  timer: ReturnType<typeof setTimeout>;
  removeToast: () => void;
}

/** Delays deletions for a while so that they can be undone. Meanwhile their products are hidden. */
export class Deletions {
  private readonly hidden = signal<ReadonlySet<string>>(new Set());
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly products: Pick<Products, 'remove'>) {}

  /** The ids of the hidden products. */
  get ids(): ReadonlySignal<ReadonlySet<string>> {
    return this.hidden;
  }

  delete(product: Product) {
    if (this.hidden.peek().has(product.id)) return;
    this.hide(product.id);
    this.waiting.set(product.id, {
      product,
      timer: setTimeout(() => this.finish(product.id), UNDO_MILLIS),
      removeToast: say(`${product.name} is deleted.`, {
        action: { name: 'Undo', run: () => this.undo(product.id) },
        millis: UNDO_MILLIS,
      }),
    });
  }

  /** @returns the id of the restored product; by default, the last one that was deleted */
  undo(id = [...this.waiting.keys()].at(-1)): string | undefined {
    if (id === undefined || !this.takeOver(id)) return undefined;
    this.show(id);
    return id;
  }

  /** Sends all deletions now: the page is being closed, so they cannot be undone any more. */
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

  /** Ends the wait. The caller decides what becomes of the product. */
  private takeOver(id: string): Product | undefined {
    const deletion = this.waiting.get(id);
    if (!deletion) return undefined;
    this.waiting.delete(id);
    clearTimeout(deletion.timer);
    deletion.removeToast();
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

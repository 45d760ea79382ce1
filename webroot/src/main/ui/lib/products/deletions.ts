import { signal, type ReadonlySignal } from '@preact/signals';
import { me, type Me } from '../access/session';
import { announce, complain, sayUndoable, UNDO_MILLIS, unlessLookedAt } from '../messages/toast';
import { deleteProduct } from '../server/api';
import type { Product } from '../server/types';
import type { Products } from './products';
import { t } from '../../texts';

interface Waiting {
  product: Product;
  /** Who deleted it; nothing is deleted in the name of whoever has logged in since. */
  sender?: Me;
  stop: () => void;
}

/** Delays deletions for a while so that they can be undone. */
export class Deletions {
  private readonly marked = signal<ReadonlySet<string>>(new Set());
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly products: Pick<Products, 'remove'>) {}

  /** The ids of the products that will be deleted, or are being deleted. */
  get ids(): ReadonlySignal<ReadonlySet<string>> {
    return this.marked;
  }

  delete(product: Product) {
    const { id, name } = product;
    if (this.marked.peek().has(id)) return;
    this.mark(id);
    const removeToast = sayUndoable(t('product.will-be-deleted', { name }), () => this.undo(id));
    const cancel = unlessLookedAt(() => this.finish(id), UNDO_MILLIS);
    this.waiting.set(id, {
      product,
      sender: me.peek(),
      stop() {
        cancel();
        removeToast();
      },
    });
  }

  /** @returns the id of the product that stays; by default, the last one that was to be deleted */
  undo(id = [...this.waiting.keys()].at(-1)): string | undefined {
    if (id === undefined || !this.takeOver(id)) return undefined;
    this.unmark(id);
    return id;
  }

  /** Sends all deletions now: the page is being left, so they cannot be undone any more, and nobody could log in for them. */
  async finishAll() {
    await Promise.all([...this.waiting.keys()].map(id => this.finish(id, true)));
  }

  private async finish(id: string, leaving = false) {
    const deletion = this.takeOver(id);
    if (deletion) await this.send(deletion.product, deletion.sender, leaving);
  }

  private async send(product: Product, sender: Me | undefined, leaving: boolean) {
    this.mark(product.id);
    try {
      await deleteProduct(product.id, sender, leaving);
      this.products.remove(product.id);
      announce(t('product.deleted', { name: product.name }));
    } catch (error) {
      complain(new DeletionFailed(product, error as Error), () => this.send(product, me.peek(), false));
    }
    this.unmark(product.id);
  }

  /** Ends the wait. The caller decides what becomes of the product. */
  private takeOver(id: string): Waiting | undefined {
    const deletion = this.waiting.get(id);
    if (!deletion) return undefined;
    this.waiting.delete(id);
    deletion.stop();
    return deletion;
  }

  private mark(id: string) {
    this.marked.value = new Set([...this.marked.peek(), id]);
  }

  private unmark(id: string) {
    this.marked.value = new Set([...this.marked.peek()].filter(other => other !== id));
  }
}

class DeletionFailed extends Error {
  readonly requestId?: string;

  constructor({ name }: Product, cause: Error & { requestId?: string }) {
    super(t('product.not-deleted', { name, why: cause.message }));
    this.requestId = cause.requestId;
  }
}

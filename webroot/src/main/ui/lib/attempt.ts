const KEPT = 'order-keys';

/**
 * The idempotency keys of orders whose outcome is not known to be good. An order that is tried again has its old key, also when
 * others were placed in between or the page was loaded anew; after a success the next one like it is a new order.
 */
export class Attempts {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

  keyFor(order: object): string {
    const keys = this.keys();
    const key = keys[JSON.stringify(order)] ?? randomKey();
    this.keep({ ...keys, [JSON.stringify(order)]: key });
    return key;
  }

  succeeded(order: object) {
    const { [JSON.stringify(order)]: done, ...others } = this.keys();
    this.keep(others);
  }

  private keys(): Record<string, string> {
    return JSON.parse(this.storage.getItem(KEPT) ?? '{}');
  }

  private keep(keys: Record<string, string>) {
    this.storage.setItem(KEPT, JSON.stringify(keys));
  }
}

/** Browsers offer randomUUID on secure origins only, and a desk in a LAN may be served over plain HTTP. */
const randomKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

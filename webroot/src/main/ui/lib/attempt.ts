/**
 * The idempotency key of one attempt to place an order. It stays while the same order is tried again, since the outcome of a
 * failed try may be unknown; another order, or the next one after a success, gets a key of its own.
 */
export class Attempt {
  private order = '';
  private key = '';

  keyFor(order: object): string {
    const asked = JSON.stringify(order);
    if (asked !== this.order) {
      this.order = asked;
      this.key = randomKey();
    }
    return this.key;
  }

  succeeded() {
    this.order = '';
  }
}

/** Browsers offer randomUUID on secure origins only, and a desk in a LAN may be served over plain HTTP. */
const randomKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

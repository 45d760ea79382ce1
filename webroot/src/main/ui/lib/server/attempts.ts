import { me } from '../access/session';
import { session } from '../browser/storage';

/**
 * Idempotency keys of requests that are not known to have succeeded. A retry uses the same key, even after other requests or a
 * reload of the page. Each user has keys of their own, as on the server. After a success, or once given up, the same request gets a new key.
 */
export class Attempts {
  /** @param name the kind of request; different kinds do not share keys */
  constructor(
    private readonly name: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> = session,
  ) {}

  /**
   * Sends a request with the key that belongs to it.
   *
   * @param what everything that distinguishes the request from others of its kind, as JSON
   */
  async run<T>(what: object, send: (key: string) => Promise<T>): Promise<T> {
    const done = await send(this.keyFor(what));
    this.forget(what);
    return done;
  }

  /** Gives up all attempts. Returns a function that undoes it. */
  giveUp(): () => void {
    const keys = this.keys();
    this.keep({});
    return () => this.keep({ ...keys, ...this.keys() });
  }

  private keyFor(what: object): string {
    const keys = this.keys();
    const key = keys[JSON.stringify(what)] ?? randomKey();
    this.keep({ ...keys, [JSON.stringify(what)]: key });
    return key;
  }

  private forget(what: object) {
    const { [JSON.stringify(what)]: done, ...others } = this.keys();
    this.keep(others);
  }

  private keys(): Record<string, string> {
    return JSON.parse(this.storage.getItem(this.place) ?? '{}');
  }

  private keep(keys: Record<string, string>) {
    this.storage.setItem(this.place, JSON.stringify(keys));
  }

  private get place() {
    return ['attempts', ...(me.peek() ? [me.peek()!.name] : []), this.name].join(':');
  }
}

/** Browsers offer randomUUID only on secure origins, and a desk in a LAN may be served over plain HTTP. */
export const randomKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

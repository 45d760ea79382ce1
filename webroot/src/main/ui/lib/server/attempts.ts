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
    const place = this.place;
    const done = await send(this.keyFor(what, place));
    this.forget(what, place);
    return done;
  }

  /** Gives up all attempts. Returns a function that undoes it. */
  giveUp(): () => void {
    const place = this.place;
    const keys = this.keys(place);
    this.keep({}, place);
    return () => this.keep({ ...keys, ...this.keys(place) }, place);
  }

  private keyFor(what: object, place: string): string {
    const keys = this.keys(place);
    const key = keys[JSON.stringify(what)] ?? randomKey();
    this.keep({ ...keys, [JSON.stringify(what)]: key }, place);
    return key;
  }

  private forget(what: object, place: string) {
    const { [JSON.stringify(what)]: done, ...others } = this.keys(place);
    this.keep(others, place);
  }

  private keys(place: string): Record<string, string> {
    return JSON.parse(this.storage.getItem(place) ?? '{}');
  }

  private keep(keys: Record<string, string>, place: string) {
    this.storage.setItem(place, JSON.stringify(keys));
  }

  /** Of who has logged in now. */
  private get place() {
    return ['attempts', ...(me.peek() ? [me.peek()!.name] : []), this.name].join(':');
  }
}

/** Browsers offer randomUUID only on secure origins, and a desk in a LAN may be served over plain HTTP. */
export const randomKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

/**
 * The idempotency keys of what was tried and is not known to be done. What is tried again has its old key, also when other things
 * were done in between or the page was loaded anew; after a success, or when it was given up, the next one like it is a new one.
 */
export class Attempts {
  /** @param name of what is tried: attempts of different kinds know nothing of each other */
  constructor(
    private readonly name: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage,
  ) {}

  /**
   * Does it with the key that belongs to it.
   *
   * @param what all that tells it from others of its kind; goes into JSON
   */
  async run<T>(what: object, send: (key: string) => Promise<T>): Promise<T> {
    const done = await send(this.keyFor(what));
    this.forget(what);
    return done;
  }

  /** The clerk gives up whatever was tried. Gives back what undoes it. */
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
    return JSON.parse(this.storage.getItem(`attempts:${this.name}`) ?? '{}');
  }

  private keep(keys: Record<string, string>) {
    this.storage.setItem(`attempts:${this.name}`, JSON.stringify(keys));
  }
}

/** Browsers offer randomUUID on secure origins only, and a desk in a LAN may be served over plain HTTP. */
export const randomKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

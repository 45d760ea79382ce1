import { offered } from '../browser/storage';

/** Knows which records of drafts belong to a page that is open. */
export interface Owners {
  /**
   * Says that this page has it. Returns a function that lets go of it.
   *
   * @param onTaken called if another page has taken it all the same
   */
  hold(name: string, onTaken: () => void): () => void;
  /** Takes it, if no page has it. Several pages do not take the same. */
  takeIfLeft(name: string, take: () => void): Promise<void>;
}

/** How long a page that was just loaded anew may keep what is its successor's. */
const LEAVING_MILLIS = 1_000;
/** Longer than an open page needs for an answer. */
const ROLL_CALL_MILLIS = 500;

export function findOwners(): Owners {
  const locks = offered(() => navigator.locks);
  return locks ? byLock(locks) : byRollCall();
}

/** A lock ends with its page, however that ends. */
const byLock = (locks: LockManager): Owners => ({
  hold(name) {
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    locks.request(name, () => held).catch(() => {});
    return release;
  },
  async takeIfLeft(name, take) {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), LEAVING_MILLIS);
    await locks.request(name, { signal: waiting.signal }, take).catch(() => {});
    clearTimeout(timer);
  },
});

/** For pages without Web Locks (plain HTTP, except on localhost): a page that is open answers. One that sleeps hears later that it is too late. */
function byRollCall(): Owners {
  const held = new Map<string, () => void>();
  const answered = new Set<string>();
  const channel = offered(() => new BroadcastChannel('drafts'));
  const tell = (word: string, name: string) => offered(() => channel?.postMessage([word, name]));
  if (channel) {
    channel.onmessage = ({ data: [word, name] }: MessageEvent<[string, string]>) => {
      if (word === 'mine') answered.add(name);
      else if (word === 'taken') held.get(name)?.();
      else if (held.has(name)) tell('mine', name);
    };
  }
  return {
    hold(name, onTaken) {
      held.set(name, onTaken);
      return () => held.delete(name);
    },
    async takeIfLeft(name, take) {
      answered.delete(name);
      tell('whose', name);
      await new Promise(resolve => setTimeout(resolve, ROLL_CALL_MILLIS));
      if (answered.has(name)) return;
      take();
      tell('taken', name);
    },
  };
}

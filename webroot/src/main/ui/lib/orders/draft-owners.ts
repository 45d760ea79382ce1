import { offered } from '../browser/storage';
import { randomKey } from '../server/attempts';

/** Knows which records of drafts belong to a page that is open. */
export interface Owners {
  /**
   * Says that this page has it. Returns a function that lets go of it.
   *
   * @param onTaken called if another page has taken it all the same
   */
  hold(name: string, onTaken: () => void): () => void;
  /**
   * Takes it, if no page has it. Several pages do not take the same.
   *
   * @param isOwn whether this page, before it was loaded anew, had it: then it is waited for longer
   */
  takeIfLeft(name: string, isOwn: boolean, take: () => void): Promise<void>;
}

/** How long a page that is closed may take to let go of what the next one adopts. */
const LEAVING_MILLIS = 1_000;
/** The same for a page that is loaded anew, on a machine with much to do. A copy of a tab waits for that long in vain. */
const RELOADING_MILLIS = 30_000;
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
  async takeIfLeft(name, isOwn, take) {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), isOwn ? RELOADING_MILLIS : LEAVING_MILLIS);
    await locks.request(name, { signal: waiting.signal }, take).catch(() => {});
    clearTimeout(timer);
  },
});

/** For pages without Web Locks (plain HTTP, except on localhost): a page that is open answers. One that sleeps hears later that it is too late. */
function byRollCall(): Owners {
  const held = new Map<string, () => void>();
  /** What this page asks for, and as whom: of several pages that ask at once, the one with the smallest key gets it. */
  const asking = new Map<string, string>();
  const answered = new Set<string>();
  const channel = offered(() => new BroadcastChannel('drafts'));
  const tell = (word: string, name: string, as = '') => offered(() => channel?.postMessage([word, name, as]));
  if (channel) {
    channel.onmessage = ({ data: [word, name, as] }: MessageEvent<[string, string, string]>) => {
      if (word === 'mine') answered.add(name);
      else if (word === 'taken') held.get(name)?.();
      else if (held.has(name)) tell('mine', name);
      else if (as < (asking.get(name) ?? '')) answered.add(name);
      else if (asking.has(name)) tell('whose', name, asking.get(name));
    };
  }
  return {
    hold(name, onTaken) {
      held.set(name, onTaken);
      return () => held.delete(name);
    },
    async takeIfLeft(name, _isOwn, take) {
      const mine = randomKey();
      answered.delete(name);
      asking.set(name, mine);
      tell('whose', name, mine);
      await new Promise(resolve => setTimeout(resolve, ROLL_CALL_MILLIS));
      asking.delete(name);
      if (answered.has(name)) return;
      take();
      tell('taken', name);
    },
  };
}

import { local, offered } from '../browser/storage';
import { randomKey } from '../server/attempts';

/** Starts the work of the leader. Returns a function that stops it. */
type Lead = () => () => void;

export interface Election {
  /** Leads at once, replacing a leader that does not do its work. */
  takeOver(): void;
}

/** Makes one tab of the browser the leader for as long as it is open; then the next one. */
export function elect(name: string, lead: Lead): Election {
  const locks = offered(() => navigator.locks);
  return locks ? byLock(locks, name, lead) : byLease(name, lead);
}

function byLock(locks: LockManager, name: string, lead: Lead): Election {
  let candidacy: AbortController;
  let leading = false;

  const stand = async (options: LockOptions): Promise<void> => {
    const mine = (candidacy = new AbortController());
    let stop: (() => void) | undefined;
    const untilStolen = () => {
      stop = lead();
      leading = true;
      return new Promise<void>(() => {});
    };
    try {
      await locks.request(name, options.steal ? options : { signal: mine.signal }, untilStolen);
    } catch {
      // Stolen, aborted or refused.
    }
    stop?.();
    if (mine !== candidacy) return;
    leading = false;
    if (stop) return stand({});
    leading = true; // by other means
    byLease(name, lead);
  };

  void stand({});
  return {
    takeOver() {
      if (leading) return;
      candidacy.abort();
      void stand({ steal: true });
    },
  };
}

const CHECK_MILLIS = 2_000;
const LEASE_MILLIS = 6_000;
/** Longer than it takes all tabs to see what one of them has written. */
const SETTLE_MILLIS = 150;

/**
 * For pages without Web Locks (plain HTTP, except on localhost): the leader keeps renewing its name in the storage that all tabs
 * share. Two tabs may lead for a moment, or for good where they share no storage, which costs one more stream and does no harm.
 */
function byLease(name: string, lead: Lead): Election {
  const key = `leader:${name}`;
  const me = randomKey();
  let stop: (() => void) | undefined;

  const check = () => {
    const [holder, until] = (local.getItem(key) ?? ' 0').split(' ');
    const mine = holder === me;
    if (mine || Number(until) < Date.now()) local.setItem(key, `${me} ${Date.now() + LEASE_MILLIS}`);
    if (mine) stop ??= lead();
    else {
      stop?.();
      stop = undefined;
      if (Number(until) < Date.now()) setTimeout(check, SETTLE_MILLIS);
    }
  };
  addEventListener('pagehide', () => {
    if (stop) local.removeItem(key);
  });
  setInterval(check, CHECK_MILLIS);
  check();
  return { takeOver: () => {} };
}

import { randomKey } from '../server/attempts';

/** Begins what only one tab does, and gives back what ends it. */
type Lead = () => () => void;

export interface Election {
  /** Leads at once, in place of a tab that does not do its work. */
  takeOver(): void;
}

/** Makes one tab of a browser the leader, as long as it is there; then the next. */
export const elect = (name: string, lead: Lead): Election =>
  navigator.locks ? byLock(name, lead) : byLease(name, lead);

function byLock(name: string, lead: Lead): Election {
  let candidacy: AbortController;
  let leading = false;

  const stand = async (options: LockOptions) => {
    const mine = (candidacy = new AbortController());
    let stop = () => {};
    const untilStolen = () => {
      stop = lead();
      leading = true;
      return new Promise<void>(() => {});
    };
    await navigator.locks
      .request(name, options.steal ? options : { signal: mine.signal }, untilStolen)
      .catch(() => {});
    stop();
    if (mine !== candidacy) return;
    leading = false;
    void stand({});
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

const LOOK_MILLIS = 2_000;
const LEASE_MILLIS = 6_000;
/** Longer than it takes until all tabs see what one has written. */
const SETTLE_MILLIS = 150;

/**
 * Where the browser has no locks for the page (plain HTTP by another name than localhost): the leader's name stands in the storage
 * that all tabs share, and is renewed. Two tabs may lead for a moment, which costs a stream more and harms nothing.
 */
function byLease(name: string, lead: Lead): Election {
  const key = `leader:${name}`;
  const me = randomKey();
  let stop: (() => void) | undefined;

  const look = () => {
    const [holder, until] = (localStorage.getItem(key) ?? ' 0').split(' ');
    const mine = holder === me;
    if (mine || Number(until) < Date.now()) localStorage.setItem(key, `${me} ${Date.now() + LEASE_MILLIS}`);
    if (mine) stop ??= lead();
    else {
      stop?.();
      stop = undefined;
      if (Number(until) < Date.now()) setTimeout(look, SETTLE_MILLIS);
    }
  };
  addEventListener('pagehide', () => {
    if (stop) localStorage.removeItem(key);
  });
  setInterval(look, LOOK_MILLIS);
  look();
  return { takeOver: () => {} };
}

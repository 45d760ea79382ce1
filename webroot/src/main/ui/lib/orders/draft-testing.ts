import { vi } from 'vitest';
import { PlayedLocks } from '../live/played-locks';
import { keep, type DraftKeeper } from './draft-keeper';
import { Drafts } from './drafts';

/** A page of the played browser. */
export interface PlayedPage {
  drafts: Drafts;
  keeper: DraftKeeper;
  /** As when it is closed or loaded anew: it writes what it has, and its locks end. */
  close(): void;
  /** As when its process is killed. */
  crash(): void;
  /** Without Web Locks: it answers nobody, and hears later what was said. */
  sleep(): void;
  wake(): void;
}

/** A browser with pages that share a storage, and Web Locks unless it has none. */
export class PlayedBrowser {
  readonly stored = new Map<string, string>();
  private readonly locks = new PlayedLocks();
  private listeners: (() => void)[] = [];
  private readonly crashes: (() => void)[] = [];

  constructor({ withLocks = true } = {}) {
    vi.useFakeTimers();
    vi.stubGlobal('localStorage', playedStorage(this.stored));
    vi.stubGlobal('navigator', { locks: withLocks ? this.locks : undefined });
    vi.stubGlobal('BroadcastChannel', PlayedChannel);
    vi.stubGlobal('addEventListener', (_name: string, listener: () => void) => this.listeners.push(listener));
    vi.stubGlobal('document', { addEventListener: () => {} });
  }

  /**
   * Opens a page, and lets it adopt what it can.
   *
   * @param tab what its tab keeps, as it was before the page is loaded anew
   */
  async open(tab = new Map<string, string>()): Promise<PlayedPage> {
    vi.stubGlobal('sessionStorage', playedStorage(tab));
    const identity = {};
    this.locks.owner = identity;
    this.listeners = [];
    const drafts = new Drafts();
    const keeper = keep(drafts);
    const channel = PlayedChannel.all.at(-1);
    const [pagehide] = this.listeners as [() => void];
    await settle();
    const crash = () => {
      Object.assign(keeper, { stopped: true });
      this.locks.release(identity);
      channel?.sleep();
    };
    this.crashes.push(crash);
    return {
      drafts,
      keeper,
      close() {
        pagehide();
        crash();
      },
      crash,
      sleep: () => channel!.sleep(),
      wake: () => channel!.wake(),
    };
  }

  get records() {
    return [...this.stored].filter(([key]) => key.startsWith('drafts:')).map(([, text]) => JSON.parse(text));
  }

  quit() {
    this.crashes.forEach(crash => crash());
    PlayedChannel.all.length = 0;
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }
}

const playedStorage = (stored: Map<string, string>) => ({
  get length() {
    return stored.size;
  },
  key: (n: number) => [...stored.keys()][n] ?? null,
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
  clear: () => stored.clear(),
});

/** Longer than a page waits for others. */
export const settle = () => vi.advanceTimersByTimeAsync(2_000);

class PlayedChannel {
  static readonly all: PlayedChannel[] = [];
  onmessage = (_event: { data: unknown }) => {};
  private missed?: unknown[];

  constructor() {
    PlayedChannel.all.push(this);
  }

  postMessage(data: unknown) {
    for (const other of PlayedChannel.all) if (other !== this) queueMicrotask(() => other.hear(data));
  }

  sleep() {
    this.missed = [];
  }

  wake() {
    const missed = this.missed!;
    this.missed = undefined;
    missed.forEach(data => this.hear(data));
  }

  private hear(data: unknown) {
    if (this.missed) this.missed.push(data);
    else this.onmessage({ data });
  }
}

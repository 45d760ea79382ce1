import { test, vi } from 'vitest';
import { Feed } from './feed';
import { PlayedEventServer } from './played-event-server';
import { PlayedLocks } from './played-locks';

export const POSITION = 'id: 1-0\n\n';
export const changed = (id: string) => `id: ${id}\nevent: product_changed\ndata: "${id}"\n\n`;

export const settle = () => vi.advanceTimersByTimeAsync(0);
export const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

/** A tab of the browser that a test plays in. */
interface Tab {
  feed: Feed;
  received: string[];
  channel: Channel;
  /** As when the user closes it: it releases its lock and falls silent. */
  close(): void;
  /** As when the browser puts it to sleep: it keeps its lock and falls silent. */
  freeze(): void;
}

interface Fixtures {
  server: PlayedEventServer;
  page: EventTarget & { hidden: boolean };
  openTab: () => Tab;
}

/** A test with a browser and a server of its own. */
export const tabsTest = test.extend<Fixtures>({
  async server({}, use) {
    const server = new PlayedEventServer();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    vi.stubGlobal('fetch', server.fetch);
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('removeEventListener', () => {});
    vi.stubGlobal('BroadcastChannel', Channel);
    await use(server);
    vi.useRealTimers();
    vi.unstubAllGlobals();
    Channel.all.length = 0;
  },
  page({}, use) {
    const page = Object.assign(new EventTarget(), { hidden: false });
    vi.stubGlobal('document', page);
    return use(page);
  },
  openTab({ server: _server, page: _page }, use) {
    const locks = new PlayedLocks();
    vi.stubGlobal('navigator', { onLine: true, locks });
    return use(() => openTab(locks));
  },
});

function openTab(locks: PlayedLocks): Tab {
  const received: string[] = [];
  const identity = {};
  locks.owner = identity;
  const feed = new Feed('/events', events => received.push(...events.map(({ name, data }) => (name === 'reset' ? name : String(data)))));
  locks.owner = undefined;
  const channel = Channel.all.at(-1)!;
  const silence = () => {
    channel.deaf = true;
    channel.dumb = true;
  };
  return {
    feed,
    received,
    channel,
    freeze: silence,
    close() {
      silence();
      locks.release(identity);
    },
  };
}

class Channel {
  static readonly all: Channel[] = [];
  deaf = false;
  dumb = false;
  onmessage = (_event: { data: unknown }) => {};

  constructor(readonly name: string) {
    Channel.all.push(this);
  }

  postMessage(data: unknown) {
    if (this.dumb) return;
    for (const other of Channel.all) {
      const copy = structuredClone(data);
      if (other !== this) queueMicrotask(() => other.deaf || other.onmessage({ data: copy }));
    }
  }
}

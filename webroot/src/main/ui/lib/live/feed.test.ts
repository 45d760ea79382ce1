import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Feed } from './feed';

/** A tab of the browser that all tests play in. */
interface Tab {
  feed: Feed;
  heard: string[];
  /** As when it is closed: its lock is free, and nobody hears of it any more. */
  close(): void;
  /** As when the browser puts it to sleep: it keeps its lock, and nobody hears of it any more. */
  freeze(): void;
}

/** A connection that the server has. */
interface Client {
  lastEventId?: string;
  open: boolean;
  send(text: string): void;
  end(): void;
}

const POSITION = 'id: 1-0\n\n';
const changed = (id: string) => `id: ${id}\nevent: product_changed\ndata: "${id}"\n\n`;

let clients: Client[];
let serverIs: 'up' | 'down' | 'full' | 'another';
let opening: object | undefined;
let page: EventTarget & { hidden: boolean };

const settle = () => vi.advanceTimersByTimeAsync(0);
const open = () => clients.filter(client => client.open);
const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  clients = [];
  serverIs = 'up';
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('BroadcastChannel', Channel);
  vi.stubGlobal('navigator', { onLine: true, locks: new Locks() });
  vi.stubGlobal('fetch', answer);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Channel.all.length = 0;
});

test('many tabs share one stream, and all hear what it says', async () => {
  const tabs = [openTab(), openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION);
  clients[0]!.send(changed('2-0'));
  await settle();
  expect(clients).toHaveLength(1);
  expect(tabs.map(tab => tab.heard)).toEqual(Array(3).fill(['reset', '2-0']));
  expect(tabs.map(tab => tab.feed.connection.value.state)).toEqual(['live', 'live', 'live']);
});

test('a tab that is opened later loads at once, without a stream of its own', async () => {
  openTab();
  await settle();
  clients[0]!.send(POSITION);
  await settle();
  const late = openTab();
  await settle();
  expect(late.heard).toEqual(['reset']);
  expect(late.feed.connection.value.state).toBe('live');
  expect(clients).toHaveLength(1);
});

test('when the leading tab is closed the next one goes on from what it heard last', async () => {
  const [first, second, third] = [openTab(), openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION + changed('2-0'));
  await settle();
  first.close();
  await settle();
  expect(clients[1]!.lastEventId).toBe('2-0');
  clients[1]!.send(changed('3-0'));
  await settle();
  expect([second.heard, third.heard]).toEqual(Array(2).fill(['reset', '2-0', '3-0']));
  expect(second.feed.connection.value.state).toBe('live');
});

test('a tab that missed something loads everything', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION);
  await settle();
  Channel.all[1]!.deaf = true;
  clients[0]!.send(changed('2-0'));
  await settle();
  Channel.all[1]!.deaf = false;
  clients[0]!.send(changed('3-0'));
  await settle();
  expect(first.heard).toEqual(['reset', '2-0', '3-0']);
  expect(second.heard).toEqual(['reset', 'reset', '3-0']);
});

test('a leader that the browser has put to sleep is replaced', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION);
  await settle();
  first.freeze();
  await wait(60);
  expect(clients.at(-1)!.lastEventId).toBe('1-0');
  clients.at(-1)!.send(changed('2-0'));
  await settle();
  expect(second.heard).toEqual(['reset', '2-0']);
});

test('a tab that is looked at reconnects in place of a hidden one, whose timers are slow', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION);
  page.hidden = true;
  serverIs = 'down';
  clients[0]!.end();
  await settle();
  expect(second.feed.connection.value.state).toBe('reconnecting');
  first.freeze();
  serverIs = 'up';
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(open()).toHaveLength(1);
  open()[0]!.send(changed('2-0'));
  await settle();
  expect(second.heard).toEqual(['reset', '2-0']);
});

test('a lost stream is opened again from where it was, and the tabs know how it is', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION + changed('2-0'));
  await settle();
  const lostAt = Date.now();
  serverIs = 'down';
  clients[0]!.end();
  await settle();
  expect(second.feed.connection.value).toEqual({ state: 'reconnecting', since: lostAt });
  await wait(20);
  expect(second.feed.connection.value).toEqual({ state: 'offline', since: lostAt });
  serverIs = 'up';
  await wait(30);
  expect(clients.at(-1)!.lastEventId).toBe('2-0');
  clients.at(-1)!.send(changed('3-0'));
  await settle();
  expect(second.feed.connection.value.state).toBe('live');
  expect([first.heard, second.heard]).toEqual(Array(2).fill(['reset', '2-0', '3-0']));
});

test('a server that is away is asked ever more rarely', async () => {
  serverIs = 'down';
  openTab();
  await wait(10);
  const soon = clients.length;
  await wait(300);
  expect(soon).toBeGreaterThan(3);
  expect(clients.length - soon).toBeLessThan(25);
});

test('a full server is left alone for as long as it says', async () => {
  serverIs = 'full';
  openTab();
  await wait(19);
  expect(clients).toHaveLength(1);
  serverIs = 'up';
  await wait(2);
  expect(open()).toHaveLength(1);
});

test('a position that the server does not take is forgotten, and everything loaded anew', async () => {
  const tabs = [openTab(), openTab()];
  await settle();
  clients[0]!.send(POSITION);
  await settle();
  serverIs = 'another';
  clients[0]!.end();
  await wait(3);
  open()[0]!.send('id: 9-0\n\n');
  await settle();
  expect(tabs.map(tab => tab.heard)).toEqual(Array(2).fill(['reset', 'reset']));
});

test('a stream that is silent for more than 40 seconds is given up', async () => {
  openTab();
  await settle();
  clients[0]!.send(POSITION);
  for (let i = 0; i < 4; i++) {
    await wait(30);
    clients[0]!.send(': still here\n\n');
  }
  expect(clients).toHaveLength(1);
  await wait(45);
  expect(clients[0]!.open).toBe(false);
  expect(clients[1]!.lastEventId).toBe('1-0');
});

test('where there are no locks the tabs share one stream too', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  const tabs = [openTab(), openTab(), openTab()];
  await wait(1);
  expect(open()).toHaveLength(1);
  clients[0]!.send(POSITION);
  await settle();
  for (let i = 0; i < 4; i++) {
    await wait(10);
    clients[0]!.send(': still here\n\n');
  }
  expect(clients).toHaveLength(1);
  tabs.forEach(tab => expect(tab.heard).toEqual(['reset']));
  kept.set('leader:feed:/events', `another ${Date.now() + 5000}`);
  await wait(3);
  expect(open()).toHaveLength(0);
  await wait(8);
  expect(open()).toHaveLength(1);
  expect(clients.at(-1)!.lastEventId).toBe('1-0');
});

function openTab(): Tab {
  const heard: string[] = [];
  const identity = {};
  opening = identity;
  const feed = new Feed('/events', events => heard.push(...events.map(({ name, data }) => (name === 'reset' ? name : String(data)))));
  opening = undefined;
  const channel = Channel.all.at(-1)!;
  const silence = () => {
    channel.deaf = true;
    channel.dumb = true;
  };
  return {
    feed,
    heard,
    freeze: silence,
    close() {
      silence();
      (navigator.locks as unknown as Locks).release(identity);
    },
  };
}

async function answer(_url: string, { headers, signal }: { headers: Record<string, string>; signal: AbortSignal }) {
  if (serverIs === 'another' && headers['Last-Event-ID']) return new Response('', { status: 400 });
  if (serverIs === 'down' || serverIs === 'full') {
    clients.push({ open: false, send: () => {}, end: () => {} });
    if (serverIs === 'full') return new Response('', { status: 503, headers: { 'Retry-After': '20' } });
    throw new TypeError('Failed to fetch');
  }
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: started => void (controller = started) });
  const client: Client = {
    lastEventId: headers['Last-Event-ID'],
    open: true,
    send: text => controller.enqueue(new TextEncoder().encode(text)),
    end() {
      client.open = false;
      controller.close();
    },
  };
  signal.addEventListener('abort', () => {
    if (!client.open) return;
    client.open = false;
    controller.error(signal.reason);
  });
  clients.push(client);
  return new Response(body);
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

/** Web Locks of one name, as the specification has them: in order of request, given up by those who are gone, or stolen. */
class Locks {
  private queue: { owner?: object; grant: () => Promise<unknown>; reject: (reason: Error) => void }[] = [];
  private held?: { owner?: object; reject: (reason: Error) => void };

  request(_name: string, options: LockOptions, callback: () => Promise<unknown>) {
    const owner = opening;
    return new Promise((_resolve, reject) => {
      const request = { owner, grant: callback, reject };
      options.signal?.addEventListener('abort', () => {
        this.queue = this.queue.filter(other => other !== request);
        reject(new Error('aborted'));
      });
      if (options.steal) {
        this.held?.reject(new Error('stolen'));
        this.held = undefined;
        this.queue.unshift(request);
      } else {
        this.queue.push(request);
      }
      queueMicrotask(() => this.next());
    });
  }

  release(owner: object) {
    this.queue = this.queue.filter(request => request.owner !== owner);
    if (this.held?.owner !== owner) return;
    this.held = undefined;
    this.next();
  }

  private next() {
    if (this.held || !this.queue.length) return;
    const { owner, grant, reject } = this.queue.shift()!;
    this.held = { owner, reject };
    void grant();
  }
}

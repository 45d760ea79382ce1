import { FrameReader, type Frame } from './sse';

export interface Connection {
  state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** Milliseconds; when it was lost, or came to be. */
  since: number;
}

interface Listener {
  /** Called for each piece that comes, also for one that only says that the server is there. */
  heard(frames: Frame[]): void;
  connection(connection: Connection): void;
  /** The server cannot go on from the position, now or later. */
  positionRefused(): void;
}

const CONNECT_MILLIS = 10_000;
/** The server says something every 15 s. */
const SILENCE_MILLIS = 40_000;
/** Looked at by the clock, because timers stand still while a computer sleeps. */
const WATCH_MILLIS = 2_000;
const FIRST_DELAY_MILLIS = 500;
const LONGEST_DELAY_MILLIS = 30_000;
/** For so long the desk is called reconnecting, then offline. */
const OFFLINE_MILLIS = 5_000;

/** An event stream that is opened again for ever when it ends, ever more rarely while that fails. */
export class EventStream {
  private readonly ended = new AbortController();
  private failures = 0;
  private wake = () => {};
  private cut = () => {};
  private giveUp?: ReturnType<typeof setTimeout>;

  /**
   * @param position from where to go on; nothing means from now on
   * @param connection how it is at first
   */
  constructor(
    private readonly url: string,
    private readonly position: () => string | undefined,
    private connection: Connection,
    private readonly listener: Listener,
  ) {
    addEventListener('online', this.hurry);
    addEventListener('offline', this.unplugged);
    document.addEventListener('visibilitychange', this.hurry);
    void this.run();
  }

  stop() {
    removeEventListener('online', this.hurry);
    removeEventListener('offline', this.unplugged);
    document.removeEventListener('visibilitychange', this.hurry);
    clearTimeout(this.giveUp);
    this.ended.abort();
    this.wake();
  }

  private readonly hurry = () => {
    if (!document.hidden) this.wake();
  };

  /** The browser knows at once what silence would tell late. */
  private readonly unplugged = () => this.cut();

  private async run() {
    this.listener.connection(this.connection);
    while (!this.ended.signal.aborted) {
      const retryAfter = await this.listen();
      if (this.ended.signal.aborted) return;
      this.lost();
      await this.pause(Math.max(retryAfter, this.delay()));
    }
  }

  /** @returns how long the server wants to be left alone, in milliseconds */
  private async listen(): Promise<number> {
    const silence = new AbortController();
    const stop = () => silence.abort();
    this.cut = stop;
    this.ended.signal.addEventListener('abort', stop);
    let limit = Date.now() + CONNECT_MILLIS;
    const watch = setInterval(() => Date.now() > limit && stop(), WATCH_MILLIS);
    const heard = () => {
      limit = Date.now() + SILENCE_MILLIS;
    };
    try {
      const position = this.position();
      const response = await fetch(this.url, {
        headers: { Accept: 'text/event-stream', ...(position && { 'Last-Event-ID': position }) },
        cache: 'no-store',
        signal: silence.signal,
      });
      if (response.status === 400 && position) this.listener.positionRefused();
      if (!response.ok || !response.body) return Number(response.headers.get('Retry-After') ?? 0) * 1000;
      heard();
      const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const reader = new FrameReader();
      for (;;) {
        const { value, done } = await pieces.read();
        if (done) return 0;
        heard();
        this.live();
        this.listener.heard(reader.read(value));
      }
    } catch {
      return 0;
    } finally {
      clearInterval(watch);
      this.ended.signal.removeEventListener('abort', stop);
    }
  }

  private live() {
    this.failures = 0;
    if (this.connection.state === 'live') return;
    clearTimeout(this.giveUp);
    this.giveUp = undefined;
    this.become({ state: 'live', since: Date.now() });
  }

  private lost() {
    this.failures++;
    const { state, since } = this.connection;
    if (state === 'offline') return;
    const lostAt = state === 'live' ? Date.now() : since;
    this.become({ state: 'reconnecting', since: lostAt });
    this.giveUp ??= setTimeout(() => this.become({ state: 'offline', since: lostAt }), lostAt + OFFLINE_MILLIS - Date.now());
  }

  private become(connection: Connection) {
    this.connection = connection;
    this.listener.connection(connection);
  }

  /** Between half and all of a time that doubles, so that not all desks come back at once. */
  private delay() {
    const longest = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS * 2 ** this.failures);
    return longest * (0.5 + Math.random() / 2);
  }

  private pause(millis: number) {
    return new Promise<void>(resolve => {
      const timer = setTimeout(resolve, millis);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

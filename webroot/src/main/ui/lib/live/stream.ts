import { logInAgain, me, nextLogIn } from '../access/session';
import { FrameReader, type Frame } from './sse';

export interface Connection {
  state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** When it was lost, or established, in milliseconds since 1970. */
  since: number;
}

interface Listener {
  /** Called for each piece of the stream, even for one that only shows that the server is there. */
  received(frames: Frame[]): void;
  connection(connection: Connection): void;
  /** The server will never be able to continue from this position. */
  positionRefused(): void;
}

const CONNECT_MILLIS = 10_000;
/** The server sends something every 15 s. */
const SILENCE_MILLIS = 40_000;
/** How often the clock is checked, because timers stand still while a computer sleeps. */
const WATCH_MILLIS = 2_000;
const FIRST_DELAY_MILLIS = 500;
const LONGEST_DELAY_MILLIS = 30_000;
/** How long the desk is called reconnecting before it is called offline. */
const OFFLINE_MILLIS = 5_000;

const UNKNOWN = -1;
const FORBIDDEN = -2;

/** An event stream that is reopened whenever it ends, with growing delays while that fails. */
export class EventStream {
  private readonly ended = new AbortController();
  private failures = 0;
  private wake = () => {};
  private cut = () => {};
  private giveUp?: ReturnType<typeof setTimeout>;

  /**
   * @param position where to continue; undefined means from now on
   * @param connection the initial state
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

  /** The browser knows at once what silence would show late. */
  private readonly unplugged = () => this.cut();

  private async run() {
    this.listener.connection(this.connection);
    while (!this.ended.signal.aborted) {
      const sender = me.peek();
      const retryAfter = await this.listen();
      if (this.ended.signal.aborted) return;
      if (retryAfter === UNKNOWN || retryAfter === FORBIDDEN) {
        await (retryAfter === UNKNOWN ? logInAgain(sender) : nextLogIn(sender));
        continue;
      }
      this.lost();
      await this.pause(Math.max(retryAfter, this.delay()));
    }
  }

  /** @returns how long the server asks to wait before the next attempt, in milliseconds; UNKNOWN or FORBIDDEN: until somebody logs in */
  private async listen(): Promise<number> {
    const silence = new AbortController();
    const stop = () => silence.abort();
    this.cut = stop;
    this.ended.signal.addEventListener('abort', stop);
    let limit = Date.now() + CONNECT_MILLIS;
    const watch = setInterval(() => Date.now() > limit && stop(), WATCH_MILLIS);
    const extendLimit = () => {
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
      if (response.status === 401) return UNKNOWN;
      if (response.status === 403) return FORBIDDEN;
      if (!response.ok || !response.body) return Number(response.headers.get('Retry-After') ?? 0) * 1000;
      extendLimit();
      const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const reader = new FrameReader();
      for (;;) {
        const { value, done } = await pieces.read();
        if (done) return 0;
        extendLimit();
        this.live();
        this.listener.received(reader.read(value));
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

  /** Between half and all of a time that doubles, so that desks do not all come back at once. */
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

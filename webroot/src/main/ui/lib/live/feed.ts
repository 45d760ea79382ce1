import { signal, type ReadonlySignal } from '@preact/signals';
import { elect, type Election } from './election';
import type { Frame } from './sse';
import { EventStream, type Connection } from './stream';

export interface FeedEvent {
  /** The name of the server's stream, or `reset`: what is known may have gaps, so everything has to be loaded. */
  name: string;
  data: unknown;
}

/** What the leading tab tells the others. */
interface Report {
  /** The position before these events. */
  after?: string;
  position?: string;
  events: FeedEvent[];
  connection: Connection;
  /** Nobody looks at the leader, so the browser may let it sleep. */
  hidden: boolean;
}

/** Begins to listen; what it is given is told of all that comes. */
export type OpenFeed = (hear: (events: FeedEvent[]) => void) => Pick<Feed, 'connection'>;

/** Without live events everything is loaded after this time all the same. */
export const WITHOUT_FEED_MILLIS = 1_000;

const HELLO = 'hello';
const RESET: FeedEvent = { name: 'reset', data: {} };
const CHECK_MILLIS = 5_000;
/** Longer than the leader is ever silent: its stream speaks every 15 s, and is given up after 40 s. */
const LEADER_SILENCE_MILLIS = 45_000;

/**
 * The live events of a service. All tabs of a browser share one stream: the leading tab holds it and tells the others. Each tab
 * knows the position of what it heard last, so that any of them goes on without a gap when the leader is gone, and one that missed
 * something knows it.
 */
export class Feed {
  private readonly state = signal<Connection>({ state: 'connecting', since: Date.now() });
  private readonly channel: BroadcastChannel;
  private readonly election: Election;
  private stream?: EventStream;
  private position?: string;
  private leaderHidden = false;
  private leaderHeard = Date.now();

  /** @param hear is told first of all a `reset`, as soon as nothing is missed from then on */
  constructor(
    private readonly url: string,
    private readonly hear: (events: FeedEvent[]) => void,
  ) {
    this.channel = new BroadcastChannel(`feed:${url}`);
    this.channel.onmessage = ({ data }) => (data === HELLO ? this.stream && this.report([], this.position) : this.follow(data));
    this.election = elect(`feed:${url}`, () => this.lead());
    this.channel.postMessage(HELLO);
    setInterval(this.lookAfterLeader, CHECK_MILLIS);
    document.addEventListener('visibilitychange', this.lookAfterLeader);
  }

  get connection(): ReadonlySignal<Connection> {
    return this.state;
  }

  private lead() {
    const stream = new EventStream(this.url, () => this.position, this.state.peek(), {
      heard: frames => this.heard(frames),
      connection: connection => {
        this.state.value = connection;
        this.report([], this.position);
      },
      // The next one that comes is told with a reset.
      positionRefused: () => (this.position = undefined),
    });
    this.stream = stream;
    return () => {
      stream.stop();
      this.stream = undefined;
      this.leaderHeard = Date.now();
    };
  }

  private heard(frames: Frame[]) {
    const after = this.position;
    const events: FeedEvent[] = [];
    let position = after;
    for (const { id, event, data } of frames) {
      if (id !== undefined) position = id;
      if (event !== undefined && data !== undefined) events.push({ name: event, data: JSON.parse(data) });
    }
    this.position = position;
    this.report(events, after);
    this.tell(events, after === undefined && position !== undefined);
  }

  private report(events: FeedEvent[], after: string | undefined) {
    const report: Report = { after, position: this.position, events, connection: this.state.peek(), hidden: document.hidden };
    this.channel.postMessage(report);
  }

  private follow({ after, position, events, connection, hidden }: Report) {
    this.leaderHeard = Date.now();
    this.leaderHidden = hidden;
    this.state.value = connection;
    if (position !== undefined) {
      const missed = this.position === undefined || this.position !== after;
      this.position = position;
      this.tell(events, missed);
    }
    this.lookAfterLeader();
  }

  private tell(events: FeedEvent[], missed: boolean) {
    if (missed) this.hear([RESET, ...events]);
    else if (events.length) this.hear(events);
  }

  /** A leader that the browser has put to sleep, or that cannot reconnect soon because of that, is replaced by a tab in use. */
  private readonly lookAfterLeader = () => {
    if (this.stream || document.hidden) return;
    const asleep = Date.now() - this.leaderHeard > LEADER_SILENCE_MILLIS;
    const slow = this.leaderHidden && this.state.peek().state !== 'live';
    if (asleep || slow) this.election.takeOver();
  };
}

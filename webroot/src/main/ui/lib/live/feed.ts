import { signal, type ReadonlySignal } from '@preact/signals';
import { offered } from '../browser/storage';
import { elect, type Election } from './election';
import type { Frame } from './sse';
import { EventStream, type Connection } from './stream';

export interface FeedEvent {
  /** The event's name on the server's stream, or `reset`: events may have been missed, so everything has to be loaded again. */
  name: string;
  data: unknown;
}

/** What the leading tab sends to the others. */
interface Report {
  /** The position just before these events. */
  after?: string;
  position?: string;
  events: FeedEvent[];
  connection: Connection;
  /** Whether the leader is a hidden tab, which the browser may put to sleep. */
  hidden: boolean;
}

/** Opens a feed that delivers its events to the subscriber. */
export type OpenFeed = (subscriber: (events: FeedEvent[]) => void) => Pick<Feed, 'connection'>;

/** If there are no live events after this time, everything is loaded anyway. */
export const WITHOUT_FEED_MILLIS = 1_000;

const HELLO = 'hello';
const RESET: FeedEvent = { name: 'reset', data: {} };
const CHECK_MILLIS = 5_000;
/** Longer than the leader is ever silent: its stream carries something every 15 s, and is abandoned after 40 s of silence. */
const LEADER_SILENCE_MILLIS = 45_000;

/**
 * The live events of a service. All tabs of a browser share one stream: the leading tab holds it and passes the events on. Each tab
 * keeps the position of the last event it received, so that any tab can continue without a gap when the leader is gone, and a tab
 * that missed an event notices.
 */
export class Feed {
  private readonly state = signal<Connection>({ state: 'connecting', since: Date.now() });
  /** Undefined where tabs cannot talk to each other: each one then follows the events itself. */
  private readonly channel?: BroadcastChannel;
  private readonly election?: Election;
  private stream?: EventStream;
  private position?: string;
  private leaderHidden = false;
  private lastReportAt = Date.now();

  /** @param subscriber receives a `reset` first, once no event can be missed any more */
  constructor(
    private readonly url: string,
    private readonly subscriber: (events: FeedEvent[]) => void,
  ) {
    this.channel = offered(() => new BroadcastChannel(`feed:${url}`));
    if (!this.channel) {
      this.lead();
      return;
    }
    this.channel.onmessage = ({ data }) => {
      if (data !== HELLO) this.follow(data);
      else if (this.stream) this.report([], this.position);
    };
    this.election = elect(`feed:${url}`, () => this.lead());
    this.tell(HELLO);
    setInterval(this.checkLeader, CHECK_MILLIS);
    document.addEventListener('visibilitychange', this.checkLeader);
  }

  get connection(): ReadonlySignal<Connection> {
    return this.state;
  }

  private lead() {
    const stream = new EventStream(this.url, () => this.position, this.state.peek(), {
      received: frames => this.receive(frames),
      connection: connection => {
        this.state.value = connection;
        this.report([], this.position);
      },
      // A reset will precede the next event.
      positionRefused: () => (this.position = undefined),
    });
    this.stream = stream;
    return () => {
      stream.stop();
      this.stream = undefined;
      this.lastReportAt = Date.now();
    };
  }

  private receive(frames: Frame[]) {
    const after = this.position;
    const events: FeedEvent[] = [];
    let position = after;
    for (const { id, event, data } of frames) {
      if (id !== undefined) position = id;
      if (event !== undefined && data !== undefined) events.push({ name: event, data: JSON.parse(data) });
    }
    this.position = position;
    this.report(events, after);
    this.deliver(events, after === undefined && position !== undefined);
  }

  private report(events: FeedEvent[], after: string | undefined) {
    const report: Report = { after, position: this.position, events, connection: this.state.peek(), hidden: document.hidden };
    this.tell(report);
  }

  private tell(what: unknown) {
    offered(() => this.channel?.postMessage(what));
  }

  private follow({ after, position, events, connection, hidden }: Report) {
    if (this.stream) return; // another leader, for as long as there are two
    this.lastReportAt = Date.now();
    this.leaderHidden = hidden;
    this.state.value = connection;
    if (position !== undefined) {
      const missed = this.position === undefined || this.position !== after;
      this.position = position;
      this.deliver(events, missed);
    }
    this.checkLeader();
  }

  private deliver(events: FeedEvent[], missed: boolean) {
    if (missed) this.subscriber([RESET, ...events]);
    else if (events.length) this.subscriber(events);
  }

  /** Replaces a leader that the browser has put to sleep, or slowed down so much that it cannot reconnect soon. */
  private readonly checkLeader = () => {
    if (this.stream || document.hidden) return;
    const asleep = Date.now() - this.lastReportAt > LEADER_SILENCE_MILLIS;
    const slow = this.leaderHidden && this.state.peek().state !== 'live';
    if (asleep || slow) this.election!.takeOver();
  };
}

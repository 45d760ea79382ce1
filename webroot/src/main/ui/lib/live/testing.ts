import { signal } from '@preact/signals';
import { vi } from 'vitest';
import type { FeedEvent, OpenFeed } from './feed';
import type { Connection } from './stream';

/** A tab that is looked at; its clock and its frames are those of the test. */
export function playBrowser() {
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint, 16));
}

/** A feed that says what a test wants. */
export function playedFeed() {
  const connection = signal<Connection>({ state: 'live', since: Date.now() });
  let hear: (events: FeedEvent[]) => void;
  const open: OpenFeed = listener => {
    hear = listener;
    return { connection };
  };
  return {
    open,
    connection,
    /** Heard, and painted. */
    async says(...events: [name: string, data: unknown][]) {
      hear(events.map(([name, data]) => ({ name, data })));
      await vi.advanceTimersByTimeAsync(20);
    },
  };
}

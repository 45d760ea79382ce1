import { signal } from '@preact/signals';
import { vi } from 'vitest';
import type { FeedEvent, OpenFeed } from './feed';
import type { Connection } from './stream';

/** A tab in the foreground whose clock and frames the test controls. */
export function playBrowser() {
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint, 16));
}

/** A feed that delivers what a test wants. */
export function playedFeed() {
  const connection = signal<Connection>({ state: 'live', since: Date.now() });
  let deliver: (events: FeedEvent[]) => void;
  const open: OpenFeed = subscriber => {
    deliver = subscriber;
    return { connection };
  };
  return {
    open,
    connection,
    /** Delivers events and waits for the next frame. */
    async says(...events: [name: string, data: unknown][]) {
      deliver(events.map(([name, data]) => ({ name, data })));
      await vi.advanceTimersByTimeAsync(20);
    },
  };
}

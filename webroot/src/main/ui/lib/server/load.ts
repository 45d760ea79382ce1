import { signal } from '@preact/signals';
import type { ProblemError } from './problem';

const FIRST_DELAY_MILLIS = 1_000;
const LONGEST_DELAY_MILLIS = 30_000;

/** Loads something from the server and retries until it succeeds, unless the server rejects the request itself (4xx). */
export class Load {
  readonly running = signal(false);
  /** Whether it has succeeded. */
  readonly done = signal(false);
  /** Why the last attempt failed. */
  readonly failure = signal<ProblemError | undefined>(undefined);
  private requested = false;
  private stopped = false;
  private failures = 0;
  private retry?: ReturnType<typeof setTimeout>;

  constructor(private readonly action: () => Promise<void>) {}

  /** Loads; if a load is in flight, another one follows it. Never rejects. */
  async run(): Promise<void> {
    this.requested = true;
    if (this.running.peek()) return;
    this.running.value = true;
    clearTimeout(this.retry);
    while (this.requested) {
      this.requested = false;
      await this.once();
    }
    this.running.value = false;
  }

  /** Ends the retries. */
  stop() {
    this.stopped = true;
    clearTimeout(this.retry);
  }

  private async once() {
    try {
      await this.action();
      this.failures = 0;
      this.failure.value = undefined;
      if (!this.requested) this.done.value = true;
    } catch (error) {
      const failure = error as ProblemError;
      this.failure.value = failure;
      if (this.stopped || (failure.status >= 400 && failure.status < 500)) return;
      const delay = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS * 2 ** this.failures++);
      this.retry = setTimeout(() => this.run(), delay);
    }
  }
}

import { signal } from '@preact/signals';
import type { ProblemError } from './api';

const FIRST_DELAY_MILLIS = 1_000;
const LONGEST_DELAY_MILLIS = 30_000;

/** Something that is loaded from the server, tried again until it succeeds, unless the server says that it is wrong to ask for it. */
export class Load {
  readonly running = signal(false);
  /** Whether it ever succeeded. */
  readonly done = signal(false);
  /** Why the last try failed. */
  readonly failure = signal<ProblemError | undefined>(undefined);
  private wanted = false;
  private stopped = false;
  private failures = 0;
  private retry?: ReturnType<typeof setTimeout>;

  constructor(private readonly action: () => Promise<void>) {}

  /** Loads; one that is under way is followed by another. Never rejects. */
  async run(): Promise<void> {
    this.wanted = true;
    if (this.running.peek()) return;
    this.running.value = true;
    clearTimeout(this.retry);
    while (this.wanted) {
      this.wanted = false;
      await this.once();
    }
    this.running.value = false;
  }

  /** Nobody waits for it any more. */
  stop() {
    this.stopped = true;
    clearTimeout(this.retry);
  }

  private async once() {
    try {
      await this.action();
      this.failures = 0;
      this.failure.value = undefined;
      if (!this.wanted) this.done.value = true;
    } catch (error) {
      const failure = error as ProblemError;
      this.failure.value = failure;
      if (this.stopped || (failure.status >= 400 && failure.status < 500)) return;
      const delay = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS * 2 ** this.failures++);
      this.retry = setTimeout(() => this.run(), delay);
    }
  }
}

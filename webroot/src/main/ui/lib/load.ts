import { signal } from '@preact/signals';
import type { ProblemError } from './api';

const FIRST_DELAY_MILLIS = 1_000;
const LONGEST_DELAY_MILLIS = 30_000;

/** Something that is loaded from the server, tried again until it succeeds. */
export class Load {
  readonly running = signal(false);
  /** Whether it ever succeeded. */
  readonly done = signal(false);
  /** Why the last try failed. */
  readonly failure = signal<ProblemError | undefined>(undefined);
  private wanted = false;
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

  private async once() {
    try {
      await this.action();
      this.failures = 0;
      this.failure.value = undefined;
      if (!this.wanted) this.done.value = true;
    } catch (error) {
      this.failure.value = error as ProblemError;
      const delay = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS * 2 ** this.failures++);
      this.retry = setTimeout(() => this.run(), delay);
    }
  }
}

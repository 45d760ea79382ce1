import { signal, type Signal } from '@preact/signals';
import { local } from './storage';

/** Defined by look.js, which runs before the first paint. */
declare global {
  interface Window {
    applyLook: (name: string, value?: string) => void;
  }
}

/** How the desk looks, as this clerk likes it: remembered by the browser, and the same in all its tabs. */
export class Look<T extends string> {
  private readonly current: Signal<T>;

  constructor(
    private readonly name: string,
    readonly choices: readonly [T, ...T[]],
  ) {
    this.current = signal(this.stored());
    // Not when everything is cleared: at a log-out the look is kept.
    addEventListener('storage', ({ key }) => key === this.name && (this.current.value = this.stored()));
  }

  get chosen(): T {
    return this.current.value;
  }

  choose(choice: T) {
    this.current.value = choice;
    this.keep();
    window.applyLook(this.name, choice);
  }

  /** Has the browser remember it, after it was told to forget everything. */
  keep() {
    local.setItem(this.name, this.current.peek());
  }

  private stored(): T {
    const found = local.getItem(this.name);
    return this.choices.find(choice => choice === found) ?? this.choices[0];
  }
}

export const theme = new Look('theme', ['system', 'light', 'dark']);
export const density = new Look('density', ['compact', 'comfortable']);
export const LOOKS = [theme, density];

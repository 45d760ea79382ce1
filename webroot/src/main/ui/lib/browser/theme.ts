import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark' | 'system';

const KEPT = 'theme';

/** What theme.js, which runs before the first paint, knows and does. */
declare global {
  interface Window {
    applyTheme: () => void;
  }
}

export const theme = signal<Theme>((localStorage.getItem(KEPT) as Theme | null) ?? 'system');

export function choose(chosen: Theme) {
  theme.value = chosen;
  localStorage.setItem(KEPT, chosen);
  window.applyTheme();
}

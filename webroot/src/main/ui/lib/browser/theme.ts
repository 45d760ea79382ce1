import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark' | 'system';

const STORAGE_KEY = 'theme';

/** Defined by theme.js, which runs before the first paint. */
declare global {
  interface Window {
    applyTheme: () => void;
  }
}

export const theme = signal<Theme>((localStorage.getItem(STORAGE_KEY) as Theme | null) ?? 'system');

export function choose(chosen: Theme) {
  theme.value = chosen;
  localStorage.setItem(STORAGE_KEY, chosen);
  window.applyTheme();
}

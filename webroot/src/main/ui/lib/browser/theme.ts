import { signal } from '@preact/signals';
import { local } from './storage';

export type Theme = 'light' | 'dark' | 'system';

const STORAGE_KEY = 'theme';

/** Defined by theme.js, which runs before the first paint. */
declare global {
  interface Window {
    applyTheme: (chosen?: Theme) => void;
  }
}

export const theme = signal<Theme>((local.getItem(STORAGE_KEY) as Theme | null) ?? 'system');

export function choose(chosen: Theme) {
  theme.value = chosen;
  local.setItem(STORAGE_KEY, chosen);
  window.applyTheme(chosen);
}

import { signal } from '@preact/signals';

const STORAGE_KEY = 'single-keys';
const OFF = 'off';

/** Whether shortcuts that are a letter or a sign are enabled. Speech input and stray keystrokes would trigger them. */
export const singleKeys = signal(localStorage.getItem(STORAGE_KEY) !== OFF);

export function enableSingleKeys(enabled: boolean) {
  singleKeys.value = enabled;
  localStorage.setItem(STORAGE_KEY, enabled ? 'on' : OFF);
}

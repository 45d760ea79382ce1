import { signal } from '@preact/signals';
import { local } from '../browser/storage';

const STORAGE_KEY = 'single-keys';
const OFF = 'off';

/** Whether shortcuts that are a letter or a sign are enabled. Speech input and stray keystrokes would trigger them. */
export const singleKeys = signal(local.getItem(STORAGE_KEY) !== OFF);

export function enableSingleKeys(enabled: boolean) {
  singleKeys.value = enabled;
  local.setItem(STORAGE_KEY, enabled ? 'on' : OFF);
}

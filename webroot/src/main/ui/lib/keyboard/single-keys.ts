import { signal } from '@preact/signals';

const KEPT = 'single-keys';
const OFF = 'off';

/** Whether shortcuts of letters and signs are heard. Who speaks to the computer, or hits keys by accident, wants none. */
export const singleKeys = signal(localStorage.getItem(KEPT) !== OFF);

export function hearSingleKeys(heard: boolean) {
  singleKeys.value = heard;
  localStorage.setItem(KEPT, heard ? 'on' : OFF);
}

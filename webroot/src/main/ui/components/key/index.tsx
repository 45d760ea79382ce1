import { t } from '../../texts';

/** What is written on the keys that are no letters. */
const SIGNS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Ctrl: t('key.control'), Delete: t('key.delete'), Enter: '⏎', Escape: t('key.escape') };

const signOf = (key: string) => SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/**
 * Shows which key does the same. Screen readers hear of it through `aria-keyshortcuts`.
 *
 * @param keys as in useShortcut(): "r", "Alt+n", "Ctrl+Enter", "g o"
 */
export const Key = ({ keys }: { keys: string }) => (
  <kbd class="key" aria-hidden="true" translate={false}>{keys.split(/[+ ](?=.)/).map(signOf).join(' ')}</kbd>
);

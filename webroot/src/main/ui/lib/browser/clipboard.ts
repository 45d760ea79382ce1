import { t } from '../../texts';

/** Browsers offer the clipboard only on secure origins; elsewhere the text on the screen is selected and copied. */
export async function copyText(shown: HTMLElement) {
  if (navigator.clipboard) return navigator.clipboard.writeText(shown.textContent);
  getSelection()?.selectAllChildren(shown);
  if (!document.execCommand('copy')) throw new Error(t('copy.impossible'));
}

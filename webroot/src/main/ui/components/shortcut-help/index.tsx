import type { ComponentChildren } from 'preact';
import { shortcuts, type Shortcut } from '../../lib/keyboard/shortcuts';
import { enableSingleKeys, singleKeys } from '../../lib/keyboard/single-keys';
import { t } from '../../texts';
import { Check } from '../check';
import { Dialog } from '../dialog';
import { Key } from '../key';

interface Props {
  /** The name of the page that is open. */
  page?: string;
  /** The keys that are the same on every page. */
  ofDesk: readonly string[];
  onClose: () => void;
}

/** Which keys do what, here and everywhere; and where programs find what they may ask for. */
export const ShortcutHelp = ({ page, ofDesk, onClose }: Props) => {
  const isOfDesk = ({ keys }: Shortcut) => ofDesk.includes(keys);
  const listed = (all: readonly Shortcut[]) => all.map(({ keys, does }) => <Listed key={keys} keys={keys}>{does}</Listed>);
  return (
    <Dialog wide title={t('look.keys')} onClose={onClose}>
      <div class="shortcuts">
        {page && <Group name={page}>{listed(shortcuts.value.filter(shortcut => !isOfDesk(shortcut)))}</Group>}
        <Group name={t('keys.every-page')}>{listed(shortcuts.value.filter(isOfDesk))}</Group>
        <Group name={t('keys.lists')}>
          <Listed keys="Escape">{t('keys.escape')}</Listed>
          <Listed keys="ArrowDown">{t('keys.down')}</Listed>
          <Listed keys="Enter">{t('keys.enter')}</Listed>
          <Listed keys="Tab">{t('keys.tab')}</Listed>
        </Group>
      </div>
      <div class="shortcuts-foot">
        <Check checked={singleKeys.value} onChange={event => enableSingleKeys(event.currentTarget.checked)}>{t('keys.single')}</Check>
        <p class="hint">
          {t('keys.programs')} <a href="/api/inventory/docs">{t('keys.programs.products')}</a>, <a href="/api/payment/docs">{t('keys.programs.orders')}</a>
        </p>
      </div>
    </Dialog>
  );
};

const Group = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <section class="shortcut-group">
    <h3>{name}</h3>
    <dl>{children}</dl>
  </section>
);

const Listed = ({ keys, children: does }: { keys: string; children: string }) => (
  <div>
    <dt><Key keys={keys} /></dt>
    <dd>{does}</dd>
  </div>
);

import { useRef, useState } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { Button } from '../../../components/button';
import { UnusualStatus } from '../../../components/status';
import { copyText } from '../../../lib/browser/clipboard';
import { toCents } from '../../../lib/format/money';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import { announce, complain } from '../../../lib/messages/toast';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { printOrder } from '../order-drawer/later';

interface Props {
  order: Order;
  onOpen: (id: string) => void;
}

/** The number to say aloud, until there is another one, with what has become of that order since. */
export const Placed = ({ order: { id, number, lines, total, status, reason, reference }, onOpen }: Props) => {
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<string>();
  const copy = () =>
    copyText(shown.current!).then(() => {
      setCopied(number);
      announce(t('order.copied', { number }));
    }, complain);
  const print = () => void printOrder(id);
  useShortcut('Alt+n', t('order.copy.does'), () => void copy());
  useShortcut('Alt+p', t('order.print.does'), print);
  return (
    <section class="placed" aria-label={t('order.placed.label')}>
      <span class="quiet">{t('order.placed')}</span>
      <strong ref={shown} class="placed-number" translate={false}>{number}</strong>
      <span role="status" aria-atomic="false">{status !== 'completed' && <><UnusualStatus status={status} /> {reason}</>}</span>
      <span class="placed-what quiet truncate">
        {reference && <><strong>{reference}</strong> · </>}
        {t('order.count', { n: lines.length })} · <Amount cents={toCents(total)} />
      </span>
      <Button look="bare" aria-haspopup="dialog" onClick={() => onOpen(id)}>{t('order.open')}</Button>
      <Button look="bare" icon={copied === number ? 'tick' : 'copy'} keys="Alt+n" onClick={() => void copy()}>{t('order.copy')}</Button>
      <Button look="bare" icon="print" keys="Alt+p" onClick={print}>{t('order.print')}</Button>
    </section>
  );
};

import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../../../components/button';
import { Key } from '../../../components/key';
import { UnusualStatus } from '../../../components/status';
import { copyText } from '../../../lib/browser/clipboard';
import { orders } from '../../../lib/desk';
import { formatUnits } from '../../../lib/format/units';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';

interface Props {
  id: string;
  order: Order | undefined;
  onOpen: (id: string) => void;
  dialog: RefObject<HTMLDialogElement | null>;
}

/** What the order is called and how it stands, and the way to its neighbours. */
export const Head = ({ id, order, onOpen, dialog }: Props) => (
  <div class="order-head">
    {order && <Number key={order.id} order={order} dialog={dialog} />}
    <span role="status">{order && <UnusualStatus status={order.status} />}</span>
    <Neighbours id={id} onOpen={onOpen} dialog={dialog} />
  </div>
);

const Number = ({ order, dialog }: { order: Order; dialog: Props['dialog'] }) => {
  const shown = useRef<HTMLHeadingElement>(null);
  const outcome = useSignal('');
  const copy = () =>
    copyText(shown.current!).then(
      () => (outcome.value = t('opened.copied')),
      (error: Error) => (outcome.value = error.message),
    );
  useShortcut('c', t('opened.copy'), copy, undefined, dialog);
  return (
    <>
      <h2 ref={shown} translate={false}>{order.number}</h2>
      <IconButton icon={outcome.value ? 'tick' : 'copy'} keys="c" label={t('opened.copy')} onClick={copy} />
      <span class="hint" role="status">{outcome.value}</span>
    </>
  );
};

/** Steps to the next newer or older order, if the list has this one. */
const Neighbours = ({ id, onOpen, dialog }: Omit<Props, 'order'>) => {
  const rows = orders.rows.value;
  const index = rows.findIndex(row => row.peek().id === id);
  const isLast = index >= 0 && index === rows.length - 1;
  useEffect(() => {
    if (isLast) void orders.loadOlder();
  }, [isLast, id]);
  const step = (by: number) => {
    const neighbour = index < 0 ? undefined : rows[index + by];
    if (neighbour) onOpen(neighbour.peek().id);
  };
  useShortcut('k', t('opened.newer'), () => step(-1), undefined, dialog);
  useShortcut('j', t('opened.older'), () => step(1), undefined, dialog);
  useShortcut('ArrowUp', t('opened.newer'), () => step(-1), undefined, dialog);
  useShortcut('ArrowDown', t('opened.older'), () => step(1), undefined, dialog);
  if (index < 0) return null;
  const total = orders.total.value;
  return (
    <div class="neighbours">
      {total !== undefined && <span class="count">{t('opened.place', { place: formatUnits(index + 1), of: formatUnits(total) })}</span>}
      <IconButton icon="up" keys="k" label={t('opened.newer')} aria-disabled={index === 0} onClick={() => step(-1)} />
      <Key keys="k" />
      <IconButton icon="down" keys="j" label={t('opened.older')} aria-disabled={!rows[index + 1]} onClick={() => step(1)} />
      <Key keys="j" />
    </div>
  );
};

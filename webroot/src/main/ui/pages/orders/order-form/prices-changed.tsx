import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { Button } from '../../../components/button';
import { Notice } from '../../../components/notice';
import { t, tx } from '../../../texts';
import { place } from './placing';

interface Props {
  /** In cents. */
  total: number;
  noticeRef: RefObject<HTMLDivElement | null>;
}

/** Asks before an order is placed at other prices than those that the clerk knows. */
export const PricesChanged = ({ total, noticeRef }: Props) => {
  useLayoutEffect(() => noticeRef.current!.focus(), []);
  const amount = <Amount cents={total} />;
  return (
    <Notice
      tone="warn"
      noticeRef={noticeRef}
      title={t('order.prices')}
      actions={<Button onClick={() => place(total)}>{tx('order.prices.place', { amount })}</Button>}
    >
      <p>{tx('order.prices.total', { amount })}</p>
    </Notice>
  );
};

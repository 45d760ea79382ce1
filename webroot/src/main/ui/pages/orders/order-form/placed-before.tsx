import type { Ref } from 'preact';
import { Button } from '../../../components/button';
import { Notice } from '../../../components/notice';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { place } from './placing';

interface Props {
  order: Order;
  noticeRef: Ref<HTMLDivElement>;
  onOpen: (id: string) => void;
}

/** Lets the clerk decide: the order may be a mistake, or one more may be intended. */
export const PlacedBefore = ({ order: { id, number }, noticeRef, onOpen }: Props) => (
  <Notice
    tone="warn"
    noticeRef={noticeRef}
    title={t('order.before', { number })}
    actions={
      <>
        <Button onClick={() => place()}>{t('order.before.new')}</Button>
        <Button look="bare" aria-haspopup="dialog" onClick={() => onOpen(id)}>{t('order.before.open')}</Button>
      </>
    }
  />
);

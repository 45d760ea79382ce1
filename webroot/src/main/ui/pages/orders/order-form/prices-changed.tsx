import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Amount } from '../../../components/amount';
import { place } from './placing';

interface Props {
  /** In cents. */
  total: number;
  noticeRef: RefObject<HTMLDivElement | null>;
}

/** Asks before an order is placed at other prices than those that the clerk knows. */
export const PricesChanged = ({ total, noticeRef }: Props) => {
  useLayoutEffect(() => noticeRef.current!.focus(), []);
  return (
    <div ref={noticeRef} class="alert alert-warning py-2" role="alert" tabIndex={-1}>
      <p class="mb-2">
        Prices have changed: the order comes to <strong><Amount cents={total} /></strong> now. Nothing was ordered.
      </p>
      <button type="button" class="btn btn-sm btn-primary" onClick={() => place(total)}>Place it at <Amount cents={total} /></button>
    </div>
  );
};

import type { Ref } from 'preact';
import type { Order } from '../../../lib/server/types';
import { place } from './placing';

interface Props {
  order: Order;
  noticeRef: Ref<HTMLDivElement>;
  onOpen: (id: string) => void;
}

/** Lets the clerk decide: the order may be a mistake, or one more may be intended. */
export const PlacedBefore = ({ order: { id, number }, noticeRef, onOpen }: Props) => (
  <div ref={noticeRef} class="alert alert-warning py-2" role="alert" tabIndex={-1}>
    <p class="mb-2">This is the order {number} that was placed before; it was not placed again.</p>
    <div class="d-flex flex-wrap gap-2">
      <button type="button" class="btn btn-sm btn-primary" onClick={() => place()}>Place it as a new one</button>
      <button type="button" class="btn btn-sm btn-secondary" aria-haspopup="dialog" onClick={() => onOpen(id)}>Look at it</button>
    </div>
  </div>
);

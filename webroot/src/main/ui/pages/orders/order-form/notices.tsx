import type { RefObject } from 'preact';
import type { Order } from '../../../lib/server/types';
import { Pasted } from './pasted';
import { pasted } from './pasting';
import { PlacedBefore } from './placed-before';
import { draft, liveLines, placedBefore, placing, totalAsked, trouble } from './placing';
import { PricesChanged } from './prices-changed';
import { Trouble } from './trouble';

interface Props {
  noticeRef: RefObject<HTMLDivElement | null>;
  onReduce: () => void;
  onRemoveGone: () => void;
  onRetry: () => void;
  onOpen: (id: Order['id']) => void;
  /** Moves the focus back to where lines are entered. */
  onDone: () => void;
}

/** What keeps the order from being placed, and what of the pasted lines is not in it. */
export const Notices = ({ noticeRef, onReduce, onRemoveGone, onRetry, onOpen, onDone }: Props) => (
  <>
    {pasted.value?.draft === draft.id && <Pasted onDone={onDone} />}
    {trouble.value && !placing.value && (
      <Trouble error={trouble.value} lines={liveLines.value} noticeRef={noticeRef} onReduce={onReduce} onRemoveGone={onRemoveGone} onRetry={onRetry} />
    )}
    {totalAsked.value !== undefined && !placing.value && <PricesChanged total={totalAsked.value} noticeRef={noticeRef} />}
    {placedBefore.value && <PlacedBefore order={placedBefore.value} noticeRef={noticeRef} onOpen={onOpen} />}
  </>
);

import type { RefObject } from 'preact';
import { OTHER_USER, type ProblemError } from '../../../lib/server/problem';
import { toCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import { INTERRUPTED } from '../../../lib/orders/draft';
import { mayBePlaced, type LiveLine } from './placing';
import { PricesChanged } from './prices-changed';

interface Props {
  error: ProblemError;
  lines: readonly LiveLine[];
  noticeRef: RefObject<HTMLDivElement | null>;
  onReduce: () => void;
  onRemoveGone: () => void;
  onRetry: () => void;
}

/** Why the order was not placed, and what the clerk can do about it. The form stays as it is. */
export const Trouble = ({ error, lines, noticeRef, onReduce, onRemoveGone, onRetry }: Props) => {
  if (error.total !== undefined) return <PricesChanged total={toCents(error.total)} noticeRef={noticeRef} />;
  const gone = lines.filter(({ product }) => !product);
  const short = error.type === 'out-of-stock';
  const nameOf = (id: string, name: string) => lines.find(line => line.product_id === id)?.name ?? name;
  return (
    <div ref={noticeRef} class={`alert ${short ? 'alert-warning' : 'alert-danger'} py-2`} role="alert" tabIndex={-1}>
      <p class="mb-2">{words(error, gone.map(({ name }) => name))}</p>
      {short && (
        <ul class="mb-2">
          {error.short.map(({ product_id, name, requested, available }) => (
            <li key={product_id}>{nameOf(product_id, name)}: {formatUnits(requested)} wanted, {available ? formatUnits(available) : 'none'} there</li>
          ))}
        </ul>
      )}
      {error.errors.length > 0 && (
        <ul class="mb-2">
          {error.errors.map(({ field, reason }) => <li key={field}>{fieldName(field, lines)} {reason}</li>)}
        </ul>
      )}
      {error.requestId && error.status >= 500 && <p class="small mb-2">Request {error.requestId}</p>}
      <div class="d-flex flex-wrap gap-2">
        {short && (
          <button type="button" class="btn btn-sm btn-primary" onClick={onReduce}>
            {error.short.every(({ available }) => !available) ? 'Remove what is not there' : 'Reduce to what is there'}
          </button>
        )}
        {error.status === 404 && gone.length > 0 && (
          <button type="button" class="btn btn-sm btn-primary" onClick={onRemoveGone}>Remove what is no longer sold</button>
        )}
        {error.status !== 422 && <button type="button" class="btn btn-sm btn-secondary" onClick={onRetry}>Retry</button>}
      </div>
    </div>
  );
};

const words = (error: ProblemError, gone: string[]) => {
  if (error.type === 'out-of-stock') return 'There is not enough in stock. Nothing was ordered.';
  if (error.status === 404 && gone.length) return `No longer sold: ${gone.join(', ')}. Nothing was ordered.`;
  if (error.status === 422) return 'The server does not take this order.';
  if (error.status === 503 && !mayBePlaced.value) return `${error.message} Nothing was ordered.`;
  if (error.type === OTHER_USER && mayBePlaced.value) {
    return `${error.message} Whether an earlier try has placed it is not known; Retry looks for that order first.`;
  }
  if (error.outcomeUnknown) {
    // The server's own message is for programs, which know their keys.
    const cause =
      error.type === INTERRUPTED ? 'The answer never came.' : error.status && error.status !== 504 ? error.message : 'The server does not answer.';
    return `${cause} The order may have been placed or not. Retry finds out and never places it twice; an order that you change is another one.`;
  }
  return error.message;
};

/** The clerk's name for a field that the server calls `lines[0].quantity`. */
const fieldName = (field: string, lines: readonly LiveLine[]) => {
  const [, index, member] = /^lines\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  const line = lines[Number(index)];
  return line ? `${line.name}: ${member}` : field;
};

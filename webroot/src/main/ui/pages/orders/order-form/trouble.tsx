import type { RefObject } from 'preact';
import { Button } from '../../../components/button';
import { Notice } from '../../../components/notice';
import { toCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import { INTERRUPTED } from '../../../lib/orders/draft';
import { OTHER_USER, type ProblemError } from '../../../lib/server/problem';
import { t } from '../../../texts';
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
  const isShort = error.type === 'out-of-stock';
  const isGone = error.status === 404 && gone.length > 0;
  const nameOf = (id: string, name: string) => lines.find(line => line.product_id === id)?.name ?? name;
  const { title, text } = words(error, isGone ? gone.length : 0);
  return (
    <Notice
      tone={isShort ? 'warn' : 'bad'}
      noticeRef={noticeRef}
      title={title}
      actions={
        <>
          {isShort && (
            <Button onClick={onReduce}>{error.short.every(({ available }) => !available) ? t('order.trouble.removeNone') : t('order.trouble.reduce')}</Button>
          )}
          {isGone && <Button onClick={onRemoveGone}>{t('order.trouble.removeGone')}</Button>}
          {error.status !== 422 && <Button look={isShort || isGone ? 'bare' : 'plain'} onClick={onRetry}>{t('order.trouble.retry')}</Button>}
        </>
      }
    >
      {text && <p>{text}</p>}
      {isShort && (
        <ul>
          {error.short.map(({ product_id, name, requested, available }) => (
            <li key={product_id}>
              {t(available ? 'order.trouble.short' : 'order.trouble.none', { name: nameOf(product_id, name), wanted: formatUnits(requested), there: formatUnits(available) })}
            </li>
          ))}
        </ul>
      )}
      {isGone && <ul>{gone.map(({ product_id, name }) => <li key={product_id}>{name}</li>)}</ul>}
      {error.errors.length > 0 && <ul>{error.errors.map(({ field, reason }) => <li key={field}>{fieldName(field, lines)} {reason}</li>)}</ul>}
      {error.requestId && error.status >= 500 && <p class="hint">{t('order.trouble.request', { id: error.requestId })}</p>}
    </Notice>
  );
};

/** @param gone how many of the lines are no longer sold, if that is why */
function words(error: ProblemError, gone: number): { title: string; text?: string } {
  if (error.type === 'out-of-stock') return { title: t('order.trouble.shortTitle', { n: error.short.length }) };
  if (gone) return { title: t('order.trouble.goneTitle', { n: gone }) };
  if (error.status === 422) return { title: t('order.trouble.refused') };
  if (error.status === 503 && !mayBePlaced.value) return { title: t('order.trouble.nothing'), text: error.message };
  if (error.type === OTHER_USER && mayBePlaced.value) return { title: error.message, text: t('order.trouble.otherUser') };
  // The server's own message is for programs, which know their keys.
  const cause = error.type === INTERRUPTED ? t('order.trouble.interrupted') : error.status && error.status !== 504 ? error.message : t('order.trouble.silent');
  if (error.outcomeUnknown) return { title: t('order.trouble.unknown'), text: `${cause} ${t('order.trouble.retryIsSafe')}` };
  return { title: error.message };
}

/** The clerk's name for a field that the server calls `lines[0].quantity`. */
const fieldName = (field: string, lines: readonly LiveLine[]) => {
  const [, index, member = field] = /^lines\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  const line = lines[Number(index)];
  const name = NAMES[member] ?? member;
  return line ? `${line.name}: ${name}` : name;
};

const NAMES: Record<string, string> = { lines: t('orders.linesHead'), quantity: t('order.quantity'), reference: t('order.reference') };

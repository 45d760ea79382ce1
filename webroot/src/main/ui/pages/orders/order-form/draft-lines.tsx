import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../../../components/button';
import { Flash } from '../../../components/flash';
import { Name } from '../../../components/name';
import { formatCents, toCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import { announce } from '../../../lib/messages/toast';
import { MAX_QUANTITY, parseQuantity } from '../../../lib/orders/draft';
import { t } from '../../../texts';
import { looksOf, type Look } from './looks';
import { draft, type LiveLine } from './placing';
import { QuantityInput } from './quantity-input';

interface Props {
  lines: readonly LiveLine[];
  /** Moves the focus back to where lines are entered. */
  onDone: () => void;
}

const quantityIn = (row: Element | null | undefined) => row?.querySelector<HTMLInputElement>('.quantity') ?? undefined;

/** One row for each line. All together are one stop of Tab: the arrow keys move between the quantities. */
export const DraftLines = ({ lines, onDone }: Props) => {
  const body = useRef<HTMLTableSectionElement>(null);
  const [stop, setStop] = useState<string>();
  const stopId = lines.find(({ product_id }) => product_id === stop)?.product_id ?? lines.at(-1)?.product_id;

  const known = useRef<ReadonlyMap<string, string> | undefined>(undefined);

  // A line that was added, or got more units by an entry or a scan, is seen.
  useLayoutEffect(() => {
    const before = known.current;
    known.current = new Map(lines.map(({ product_id, quantity }) => [product_id, quantity]));
    const changed = before && lines.findLast(({ product_id, quantity }) => before.get(product_id) !== quantity)?.product_id;
    const row = changed && body.current!.querySelector(`[data-line="${changed}"]`);
    if (!row || row.contains(document.activeElement)) return;
    row.scrollIntoView({ block: 'nearest' });
    setStop(changed);
  }, [lines]);

  return (
    <table class="table lines" aria-label={t('order.lines')}>
      <thead>
        <tr>
          <th scope="col" class="rest">{t('order.lines.name')}</th>
          <th scope="col" class="n">{t('order.lines.quantity')}</th>
          <th scope="col"><span class="visually-hidden">{t('order.lines.look')}</span></th>
          <th scope="col" class="n">{t('order.lines.price')}</th>
          <th scope="col" class="n">{t('order.lines.sum')}</th>
        </tr>
      </thead>
      <tbody ref={body} onFocusIn={event => setStop((event.target as HTMLElement).closest<HTMLElement>('tr')?.dataset.line)}>
        {lines.map(line => <Line key={line.product_id} line={line} isStop={line.product_id === stopId} onDone={onDone} />)}
      </tbody>
    </table>
  );
};

interface LineProps {
  line: LiveLine;
  isStop: boolean;
  onDone: () => void;
}

const Line = ({ line, isStop, onDone }: LineProps) => {
  const { product_id, name, quantity, product } = line;
  const row = useRef<HTMLTableRowElement>(null);
  const units = parseQuantity(quantity);
  const shown = product?.name ?? name;
  const looks = looksOf(line);

  const isUnsold = looks[0] === 'gone' || looks[0] === 'none';

  const remove = () => {
    draft.remove([product_id]);
    announce(t('order.removed', { name: shown }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (altKey) return;
    const [before, after] = [quantityIn(row.current!.previousElementSibling), quantityIn(row.current!.nextElementSibling)];
    if (key === 'ArrowUp') before ? before.focus() : onDone();
    else if (key === 'ArrowDown') after?.focus();
    else if (key === 'Delete' && (ctrlKey || metaKey)) {
      remove();
      (after ?? before)?.focus();
      if (!after && !before) onDone();
    } else return;
    event.preventDefault();
  };
  // The answer goes, so the focus stays in its row.
  const answer = (settle: () => void) => () => {
    quantityIn(row.current)!.focus();
    settle();
  };
  return (
    <tr ref={row} data-line={product_id} class={[looks.length && 'to-settle', isUnsold && 'unsold'].filter(Boolean).join(' ')}>
      <th scope="row" class="rest">
        <div class="line-name">
          <Name>{shown}</Name>
          <IconButton
            icon="close"
            class="remove"
            label={t('order.remove', { name: shown })}
            tabIndex={-1}
            onClick={() => {
              remove();
              onDone();
            }}
          />
        </div>
      </th>
      <td class="n">
        <QuantityInput
          class={`n quantity ${looks.some(look => look !== 'repriced') ? 'warn' : ''}`}
          aria-label={t('order.quantityOf', { name: shown })}
          aria-invalid={looks[0] === 'wrong'}
          aria-keyshortcuts="Control+Delete"
          data-product={product_id}
          tabIndex={isStop ? 0 : -1}
          value={quantity}
          onInput={event => draft.setQuantity(product_id, event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onEnter={onDone}
          onEscape={onDone}
        />
      </td>
      <td class="look">
        <div>{looks.map(look => <LookOf key={look} look={look} line={line} answer={answer} />)}</div>
      </td>
      <td class={`n ${looks.includes('repriced') ? 'warn-text' : ''}`}>
        {product && <Flash value={product.price}>{formatCents(toCents(product.price))}</Flash>}
      </td>
      <td class="n strong">{product && units ? formatCents(toCents(product.price) * units) : '–'}</td>
    </tr>
  );
};

interface LookProps {
  look: Look;
  line: LiveLine;
  /** Wraps what settles it. */
  answer: (settle: () => void) => () => void;
}

/** What is to be settled, with the answer to it where there is one. */
const LookOf = ({ look, line: { product_id, product, price }, answer }: LookProps) => {
  switch (look) {
    case 'gone':
      return <span class="look-text bad-text">{t('order.look.gone')}</span>;
    case 'wrong':
      return <span class="look-text bad-text">{t('order.look.wrong', { most: formatUnits(MAX_QUANTITY) })}</span>;
    case 'none':
      return <span class="look-text bad-text">{t('order.look.none')}</span>;
    case 'short':
      return (
        <button type="button" class="answer" tabIndex={-1} onClick={answer(() => draft.setQuantity(product_id, String(product!.quantity)))}>
          <Flash value={product!.quantity}>{t('order.look.short', { n: product!.quantity })}</Flash>
        </button>
      );
    case 'repriced':
      return (
        <button type="button" class="answer was" tabIndex={-1} onClick={answer(() => draft.accept(new Map([[product_id, toCents(product!.price)]])))}>
          {t('order.look.was', { price: formatCents(price) })}
        </button>
      );
  }
};

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatCents, toCents } from '../../lib/format/money';
import { formatUnits } from '../../lib/format/units';
import type { Row } from '../../lib/live/collection';
import type { Counted, Found } from '../../lib/orders/counted';
import type { Product } from '../../lib/server/types';
import { t } from '../../texts';
import { Key } from '../key';
import { Name } from '../name';

export interface Option {
  row: Row<Product>;
  /** What the text says of it beside its name. */
  count?: Counted;
  /** Whether that is how many. */
  sure: boolean;
}

interface Props {
  id: string;
  found: Found<Row<Product>>;
  optionAt: (index: number) => Option | undefined;
  active: number;
  query: string;
  /** Whether what is picked becomes a line of an order. */
  adds?: boolean;
  onPoint: (index: number) => void;
  onPick: (option: Option) => void;
}

/** In pixels, until there is an option to measure. */
const ASSUMED_HEIGHT = 32;
/** Options drawn above and below those in view. */
const MARGIN = 8;

/** What can be picked, in columns; only what is in view is drawn. The focus stays in the field. */
export const Options = ({ id, found: { rows, whole, count }, optionAt, active, query, adds, onPoint, onPick }: Props) => {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(ASSUMED_HEIGHT);

  useLayoutEffect(() => {
    setHeight(list.current!.querySelector<HTMLElement>('[role=option]')?.offsetHeight || height);
    const { scrollTop, clientHeight } = list.current!;
    const place = Math.max(0, active) * height;
    if (place < scrollTop) list.current!.scrollTop = place;
    else if (place + height > scrollTop + clientHeight) list.current!.scrollTop = place + height - clientHeight;
    setTop(list.current!.scrollTop);
  }, [active, rows, height]);

  const first = Math.max(0, Math.floor(top / height) - MARGIN);
  const last = Math.min(rows.length, first + 4 * MARGIN);
  const option = optionAt(active);
  return (
    <div class="picker-list" onMouseDown={event => event.preventDefault()}>
      <div class="picker-head" aria-hidden="true">
        <span>{[t('picker.count', { n: rows.length }), option?.sure && t('picker.adds', { n: option.count!.units })].filter(Boolean).join(' · ')}</span>
        <span class="n">{t('picker.free')}</span>
        <span class="n">{t('picker.price')}</span>
      </div>
      <ul ref={list} id={`${id}-options`} class="options" role="listbox" aria-label={t('picker.list')} onScroll={event => setTop(event.currentTarget.scrollTop)}>
        <li role="presentation" style={{ height: `${first * height}px` }} />
        {rows.slice(first, last).map((row, place) => (
          <li
            key={row.peek().id}
            id={`${id}-${first + place}`}
            role="option"
            aria-selected={first + place === active}
            aria-setsize={rows.length}
            aria-posinset={first + place + 1}
            onPointerMove={() => onPoint(first + place)}
            onClick={() => onPick(optionAt(first + place)!)}
          >
            <OptionOf row={row} query={first + place < whole || !count ? query : count.words} />
          </li>
        ))}
        <li role="presentation" style={{ height: `${(rows.length - last) * height}px` }} />
      </ul>
      {adds && (
        <div class="picker-foot hint" aria-hidden="true">
          <Key keys="ArrowUp" />
          <Key keys="ArrowDown" /> {t('picker.choose')}
          <Key keys="Enter" /> {option?.sure ? t('picker.add') : t('picker.pick')}
          <Key keys="Escape" /> {t('picker.back')}
        </div>
      )}
    </div>
  );
};

const OptionOf = ({ row, query }: { row: Row<Product>; query: string }) => {
  const { name, price, quantity, low_stock } = row.value;
  return (
    <>
      <Name query={query}>{name}</Name>
      {quantity ? (
        <span class={low_stock ? 'n warn-text' : 'n'}>
          {low_stock ? t('picker.low', { n: quantity }) : formatUnits(quantity)}
          <span class="visually-hidden"> {t('picker.units')}</span>
        </span>
      ) : (
        <span class="n bad-text strong">{t('picker.noneFree')}</span>
      )}
      <span class="n strong" translate={false}>{formatCents(toCents(price))}</span>
    </>
  );
};

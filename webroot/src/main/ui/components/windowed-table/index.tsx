import { type ComponentChildren, type JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { nextSort, type Sort } from '../../lib/lists/listing';
import { focusRow } from '../../lib/lists/row-focus';
import type { Row } from '../../lib/live/collection';
import { Icon } from '../icon';
import { SkeletonRows } from '../states';

export interface Column<T> {
  id: string;
  /** The header. */
  name: string;
  /** Hides the header; screen readers still read it out. */
  unlabelled?: boolean;
  /** Whether a click on the header sorts by this column. */
  sortable?: boolean;
  /** Whether this cell names the row. */
  namesRow?: boolean;
  /** For all cells of the column: `n`, `rest`, or a class that hides it on a small screen. */
  class?: string;
  /** In CSS units, like 8rem. One column is the `rest` instead, so that widths do not depend on the rows in view. */
  width?: string;
  /** Called again only when its row changes, or a signal that it reads. */
  cell: (value: T) => ComponentChildren;
}

interface Props<T> {
  name: string;
  rows: readonly Row<T>[];
  /** Has to be the same array every time, or else every row is redrawn. */
  columns: readonly Column<T>[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Classes of a row. */
  rowClass?: (value: T) => string | undefined;
  /** Shows a skeleton if there are no rows. */
  loading?: boolean;
  /** Shown if there are no rows. */
  empty: ComponentChildren;
  /** Whether the rows may be out of date. */
  stale?: boolean;
  /** Called when the list is scrolled away from its top, and back. */
  onReading?: (reading: boolean) => void;
  /** Called when the last rows come into view. */
  onEnd?: () => void;
}

/** Rows drawn above and below those in view. */
const MARGIN = 12;
/** Until there is a row to measure. */
const ASSUMED_ROW_HEIGHT = 32;

/**
 * A table that draws only the rows in view and the one that has the focus. All rows have the same height, except that a row being
 * edited may be higher. The arrow keys move from a button to the same one in the next row.
 */
export function WindowedTable<T extends { id: string }>(props: Props<T>) {
  const { name, rows, columns, sort, onSort, rowClass, loading, empty, stale, onReading, onEnd } = props;
  const box = useRef<HTMLDivElement>(null);
  const [{ first, last, rowHeight }, setView] = useState({ first: 0, last: 4 * MARGIN, rowHeight: ASSUMED_ROW_HEIGHT });
  const [focused, setFocused] = useState<string>();

  const look = () => {
    const { scrollTop, clientHeight } = box.current!;
    const height = box.current!.querySelector<HTMLElement>('tr[data-id]')?.offsetHeight || rowHeight;
    const top = Math.floor(scrollTop / height / MARGIN) * MARGIN;
    const bottom = top + Math.ceil(clientHeight / height / MARGIN) * MARGIN;
    const view = { first: Math.max(0, top - MARGIN), last: bottom + 2 * MARGIN, rowHeight: height };
    setView(known => (view.first === known.first && view.last === known.last && height === known.rowHeight ? known : view));
    onReading?.(scrollTop > height);
    if (bottom >= rows.length - MARGIN) onEnd?.();
  };

  useLayoutEffect(() => {
    const resized = new ResizeObserver(look);
    resized.observe(box.current!);
    return () => resized.disconnect();
  }, [rows.length]);

  const drawn: JSX.Element[] = [];
  let next = 0;
  const gapUntil = (index: number) => {
    if (index > next) drawn.push(<Gap key={`gap-${next}`} columns={columns.length} height={(index - next) * rowHeight} />);
  };
  const draw = (index: number) => {
    gapUntil(index);
    const row = rows[index]!;
    drawn.push(<TableRow key={row.peek().id} row={row} index={index} columns={columns} rowClass={rowClass} />);
    next = index + 1;
  };
  const kept = focused === undefined ? -1 : rows.findIndex(row => row.peek().id === focused);
  // When the row with the focus has gone, the one in its place gets the focus.
  const place = useRef(0);
  useLayoutEffect(() => {
    if (kept >= 0) place.current = kept;
    if (kept >= 0 || focused === undefined || document.activeElement !== document.body) return;
    const next = rows[Math.min(place.current, rows.length - 1)];
    if (next) focusRow(next.peek().id);
    else box.current!.focus();
  });
  if (kept >= 0 && kept < first) draw(kept);
  for (let index = first; index < Math.min(last, rows.length); index++) draw(index);
  if (kept >= last) draw(kept);
  gapUntil(rows.length);

  return (
    <div
      ref={box}
      class="windowed-table"
      role="region"
      aria-label={name}
      tabIndex={0}
      onScroll={look}
      onFocusIn={event => setFocused(rowOf(event.target)?.dataset.id)}
      onFocusOut={event => box.current?.contains(event.relatedTarget as Node) || setFocused(undefined)}
      onKeyDown={goToNeighbour}
    >
      <table class={`table ${stale ? 'stale' : ''}`} aria-label={name} aria-rowcount={rows.length + 1} aria-busy={loading}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(column => <Header key={column.id} column={column} sort={sort} onSort={onSort} />)}
          </tr>
        </thead>
        <tbody>
          {drawn}
          {!rows.length && loading && <SkeletonRows columns={columns.length} looks={columns.map(column => column.class)} />}
          {!rows.length && !loading && <tr><td colSpan={columns.length}>{empty}</td></tr>}
        </tbody>
      </table>
    </div>
  );
}

const Header = <T,>({ column, sort, onSort }: { column: Column<T> } & Pick<Props<T>, 'sort' | 'onSort'>) => {
  const direction = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" class={column.class} style={{ width: column.width }} aria-sort={direction}>
      {column.sortable && onSort ? (
        <button type="button" class="sort" onClick={() => onSort(nextSort(sort, column.id))}>
          {column.name}
          {direction && <Icon name={direction} />}
        </button>
      ) : (
        <span class={column.unlabelled ? 'visually-hidden' : ''}>{column.name}</span>
      )}
    </th>
  );
};

interface TableRowProps<T> extends Pick<Props<T>, 'columns' | 'rowClass'> {
  row: Row<T>;
  index: number;
}

const TableRow = <T extends { id: string }>({ row, index, columns, rowClass }: TableRowProps<T>) => {
  const value = row.value;
  return (
    <tr data-id={value.id} aria-rowindex={index + 2} class={rowClass?.(value)}>
      {columns.map(({ id, namesRow, unlabelled, class: look, cell }) => {
        const translate = unlabelled === true;
        const content = cell(value);
        return namesRow ? (
          <th key={id} scope="row" class={look} translate={translate}>{content}</th>
        ) : (
          <td key={id} class={look} translate={translate}>{content}</td>
        );
      })}
    </tr>
  );
};

const Gap = ({ columns, height }: { columns: number; height: number }) => (
  <tr class="gap-row" aria-hidden="true"><td colSpan={columns} style={{ height: `${height}px` }} /></tr>
);

const rowOf = (target: EventTarget | null) => (target as HTMLElement).closest<HTMLElement>('tr[data-id]');

function goToNeighbour(event: KeyboardEvent) {
  const from = event.target as HTMLElement;
  if (!['ArrowUp', 'ArrowDown'].includes(event.key) || from.matches('input, select, textarea')) return;
  const row = rowOf(from);
  if (!row) return;
  event.preventDefault();
  const place = Array.from(row.querySelectorAll('button, a')).indexOf(from);
  const neighbour = event.key === 'ArrowUp' ? row.previousElementSibling : row.nextElementSibling;
  if (neighbour?.matches('.gap-row')) row.scrollIntoView({ block: 'nearest' });
  else neighbour?.querySelectorAll<HTMLElement>('button, a')[place]?.focus();
}

import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Sort } from '../../lib/lists/listing';
import type { Row } from '../../lib/live/collection';
import { SkeletonRows } from '../states';
import { moved, rowOf } from './keys';
import { Places } from './places';
import { Gap, GroupRow, Header, TableRow, type Column } from './rows';

export type { Column };

/** Rows that stand together below a heading. */
export interface Grouping<T> {
  /** The group of a row; those of a group follow each other. */
  of: (value: T) => string;
  /** The cells of a group's heading. Called again only when a signal that it reads has changed. */
  heading: (group: string) => ComponentChildren;
}

interface Props<T> {
  name: string;
  rows: readonly Row<T>[];
  /** Has to be the same array every time, or else every row is redrawn. */
  columns: readonly Column<T>[];
  /** Screen readers still read the headers out. */
  withoutHeaders?: boolean;
  grouping?: Grouping<T>;
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
  /** Enter in a row opens it. */
  onOpen: (id: string) => void;
  /** Is given a function that moves the focus to a row, drawn or not, and one that moves it so many rows on. */
  keys?: RefObject<TableKeys | null>;
}

export interface TableKeys {
  focus: (id: string) => void;
  step: (rows: number) => void;
}

/** Rows drawn above and below those in view. */
const MARGIN = 12;
/** Until there are some to measure. */
const ASSUMED_ROW_HEIGHT = 32;
const ASSUMED_HEADING_HEIGHT = 36;

/**
 * A table that draws only the rows in view and the one that has the focus. All rows have the same height, except that a row being
 * edited may be higher. It is one stop of Tab: its rows have the focus, and the arrows lead on, and to the buttons in a row.
 */
export function WindowedTable<T extends { id: string }>(props: Props<T>) {
  const { name, rows, columns, withoutHeaders, grouping, sort, onSort, rowClass, loading, empty, stale, onReading, onEnd, onOpen, keys } = props;
  const box = useRef<HTMLDivElement>(null);
  const [{ first, last, row, heading }, setView] = useState({ first: 0, last: 4 * MARGIN, row: ASSUMED_ROW_HEIGHT, heading: ASSUMED_HEADING_HEIGHT });
  const [focused, setFocused] = useState<string>();
  /** The row where Tab enters the table. */
  const [entry, setEntry] = useState<string>();
  const groups = useMemo(() => groupsOf(rows, grouping), [rows, grouping]);
  const places = new Places(rows.length, groups.map(({ begin }) => begin), row, heading);

  const look = () => {
    const { scrollTop, clientHeight } = box.current!;
    const heightOf = (selector: string, otherwise: number) => box.current!.querySelector<HTMLElement>(selector)?.offsetHeight || otherwise;
    const measured = { row: heightOf('tr[data-id]', row), heading: heightOf('.group-row', heading) };
    const now = new Places(rows.length, places.begins, measured.row, measured.heading);
    const top = Math.floor(now.at(scrollTop) / MARGIN) * MARGIN;
    const bottom = Math.ceil(now.at(scrollTop + clientHeight) / MARGIN) * MARGIN;
    const view = { first: Math.max(0, top - MARGIN), last: bottom + 2 * MARGIN, ...measured };
    setView(known => (Object.keys(view) as (keyof typeof view)[]).every(key => known[key] === view[key]) ? known : view);
    onReading?.(scrollTop > measured.row);
    if (bottom >= rows.length - MARGIN) onEnd?.();
  };

  useLayoutEffect(() => {
    const resized = new ResizeObserver(look);
    resized.observe(box.current!);
    return () => resized.disconnect();
  }, [rows.length]);

  const indexOf = (id: string | undefined) => (id === undefined ? -1 : rows.findIndex(row => row.peek().id === id));
  const kept = indexOf(focused);
  const isDrawn = (index: number) => index >= 0 && ((index >= first && index < last) || index === kept);
  const entered = indexOf(entry);
  const stop = isDrawn(entered) ? entered : Math.min(first && first + MARGIN, rows.length - 1);

  /** The row that gets the focus once it is drawn. */
  const awaited = useRef<string | undefined>(undefined);
  const focusAwaited = () => {
    const drawn = awaited.current !== undefined && box.current!.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(awaited.current)}"]`);
    if (!drawn) return;
    awaited.current = undefined;
    drawn.focus({ preventScroll: true });
    drawn.scrollIntoView({ block: 'nearest' });
  };
  useLayoutEffect(focusAwaited);
  const focus = (id: string) => {
    if (indexOf(id) < 0) return;
    awaited.current = id;
    setFocused(id);
    focusAwaited();
  };
  const goTo = (index: number) => {
    const id = rows[Math.max(0, Math.min(index, rows.length - 1))]?.peek().id;
    if (id !== undefined) focus(id);
  };
  if (keys) keys.current = { focus, step: count => goTo(kept < 0 ? Math.max(0, stop) : kept + count) };

  // When the row with the focus has gone, the one in its place gets the focus.
  const place = useRef(0);
  useLayoutEffect(() => {
    if (kept >= 0) place.current = kept;
    if (kept >= 0 || focused === undefined || document.activeElement !== document.body) return;
    const next = rows[Math.min(place.current, rows.length - 1)];
    if (next) focus(next.peek().id);
    else box.current!.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(box.current!.clientHeight / row) - 1);
    if (moved(event, kept, rows.length, page, goTo, onOpen)) event.preventDefault();
  };

  const drawn = (begin: number, end: number) => {
    const elements: JSX.Element[] = [];
    let next = begin;
    const gapUntil = (index: number) => {
      if (index > next) elements.push(<Gap key={`gap-${next}`} columns={columns.length} height={(index - next) * row} />);
    };
    const draw = (index: number) => {
      gapUntil(index);
      const tabIndex = index === stop ? 0 : -1;
      elements.push(
        <TableRow key={rows[index]!.peek().id} row={rows[index]!} index={index + places.headingsAbove(index)} columns={columns} rowClass={rowClass} tabIndex={tabIndex} />,
      );
      next = index + 1;
    };
    if (kept >= begin && kept < Math.min(first, end)) draw(kept);
    for (let index = Math.max(begin, first); index < Math.min(last, end); index++) draw(index);
    if (kept >= Math.max(begin, last) && kept < end) draw(kept);
    gapUntil(end);
    return elements;
  };
  const inView = (begin: number, end: number) => (begin < last && end > first) || (kept >= begin && kept < end);

  return (
    <div
      ref={box}
      class="windowed-table"
      role="region"
      aria-label={name}
      tabIndex={rows.length ? -1 : 0}
      onScroll={look}
      onFocusIn={event => {
        const id = rowOf(event.target)?.dataset.id;
        setFocused(id);
        if (id !== undefined) setEntry(id);
      }}
      onFocusOut={event => box.current?.contains(event.relatedTarget as Node) || setFocused(undefined)}
      onKeyDown={onKeyDown}
    >
      <table
        class={['table', stale && 'stale', withoutHeaders && 'without-headers'].filter(Boolean).join(' ')}
        role="grid"
        aria-label={name}
        aria-rowcount={rows.length + groups.length + 1}
        aria-busy={loading}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(column => <Header key={column.id} column={column} hidden={withoutHeaders} sort={sort} onSort={onSort} />)}
          </tr>
        </thead>
        {groups.map(({ name, begin, end }, n) =>
          inView(begin, end) ? (
            <tbody key={`${name} ${begin && n}`}>
              <GroupRow name={name} index={begin + n} heading={grouping!.heading} />
              {drawn(begin, end)}
            </tbody>
          ) : (
            <tbody key={`${name} ${begin && n}`}><Gap columns={columns.length} height={heading + (end - begin) * row} /></tbody>
          ),
        )}
        {!groups.length && (
          <tbody>
            {drawn(0, rows.length)}
            {!rows.length && loading && <SkeletonRows columns={columns.length} looks={columns.map(column => column.class)} />}
            {!rows.length && !loading && <tr><td colSpan={columns.length}>{empty}</td></tr>}
          </tbody>
        )}
      </table>
    </div>
  );
}

interface Group {
  name: string;
  /** The first row. */
  begin: number;
  /** The row behind the last one. */
  end: number;
}

function groupsOf<T>(rows: readonly Row<T>[], grouping: Grouping<T> | undefined): Group[] {
  const groups: Group[] = [];
  if (!grouping) return groups;
  rows.forEach((row, index) => {
    const name = grouping.of(row.peek());
    if (groups.at(-1)?.name !== name) groups.push({ name, begin: index, end: index });
    groups.at(-1)!.end++;
  });
  return groups;
}

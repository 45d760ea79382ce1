import type { ComponentChildren } from 'preact';
import { nextSort, type Sort } from '../../lib/lists/listing';
import type { Row } from '../../lib/live/collection';
import { Icon } from '../icon';

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
  /** What screen readers say of such a cell, where more stands in it than the name. */
  label?: (value: T) => string;
  /** For all cells of the column: `n`, `rest`, or a class that hides it on a small screen. */
  class?: string;
  /** In CSS units, like 8rem. One column is the `rest` instead, so that widths do not depend on the rows in view. */
  width?: string;
  /** Called again only when its row changes, or a signal that it reads. */
  cell: (value: T) => ComponentChildren;
}

interface HeaderProps<T> {
  column: Column<T>;
  hidden?: boolean;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

export const Header = <T,>({ column, hidden, sort, onSort }: HeaderProps<T>) => {
  const direction = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" class={column.class} style={{ width: column.width }} aria-sort={direction}>
      {column.sortable && onSort ? (
        <button type="button" class="sort" onClick={() => onSort(nextSort(sort, column.id))}>
          {column.name}
          {direction && <Icon name={direction} />}
        </button>
      ) : (
        <span class={column.unlabelled || hidden ? 'visually-hidden' : ''}>{column.name}</span>
      )}
    </th>
  );
};

export const GroupRow = ({ name, index, heading }: { name: string; index: number; heading: (group: string) => ComponentChildren }) => (
  <tr class="group-row" aria-rowindex={index + 2}>{heading(name)}</tr>
);

interface TableRowProps<T> {
  columns: readonly Column<T>[];
  rowClass?: (value: T) => string | undefined;
  row: Row<T>;
  /** Among the rows and the headings of groups. */
  index: number;
  tabIndex?: number;
}

export const TableRow = <T extends { id: string }>({ row, index, columns, rowClass, tabIndex }: TableRowProps<T>) => {
  const value = row.value;
  return (
    <tr data-id={value.id} aria-rowindex={index + 2} class={rowClass?.(value)} tabIndex={tabIndex}>
      {columns.map(({ id, namesRow, label, unlabelled, class: look, cell }) => {
        const translate = unlabelled === true;
        const content = cell(value);
        return namesRow ? (
          <th key={id} scope="row" class={look} aria-label={label?.(value)} translate={translate}>{content}</th>
        ) : (
          <td key={id} class={look} translate={translate}>{content}</td>
        );
      })}
    </tr>
  );
};

export const Gap = ({ columns, height }: { columns: number; height: number }) => (
  <tr class="gap-row" aria-hidden="true"><td colSpan={columns} style={{ height: `${height}px` }} /></tr>
);

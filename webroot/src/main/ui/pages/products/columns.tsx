import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Flash } from '../../components/flash';
import { Status } from '../../components/status';
import type { Column } from '../../components/windowed-table';
import { config, deletions } from '../../lib/desk';
import { formatCents, toCents } from '../../lib/format/money';
import { formatUnits } from '../../lib/format/units';
import { focusDrawnRow } from '../../lib/lists/row-focus';
import type { Field, ProductEdit } from '../../lib/products/product-edit';
import type { Product } from '../../lib/server/types';
import { EditButtons, EditField } from './edit-fields';
import { ACTION_NAMES, allowedActions, type RowActions } from './row-menu';

/** The product that is being edited. */
export const editing = signal<ProductEdit | undefined>(undefined);

const narrow = matchMedia('(max-width: 991.98px)');

/** If so, a product is edited in a dialog. */
export const noRoomInRow = signal(narrow.matches);
narrow.addEventListener('change', () => (noRoomInRow.value = narrow.matches));

export const editedInRow = ({ id }: Product) => (editing.value?.id === id && !noRoomInRow.value ? editing.value : undefined);

interface Editor extends RowActions {
  menu(product: Product): void;
  undo(product: Product): void;
  save(): void;
  cancel(): void;
}

export function columnsOf(editor: Editor): readonly Column<Product>[] {
  const editable = (field: Field, shown: (product: Product) => preact.ComponentChildren) => (product: Product) => {
    const edit = editedInRow(product);
    return edit ? <EditField inCell edit={edit} field={field} onSave={editor.save} onCancel={editor.cancel} /> : shown(product);
  };

  return [
    {
      id: 'name',
      name: 'Name',
      sortable: true,
      namesRow: true,
      cell: editable('name', ({ name }) => <div class="two-lines">{name}</div>),
    },
    {
      id: 'price',
      name: 'Price',
      sortable: true,
      class: 'number',
      width: 'min(9rem, 20vw)',
      cell: editable('price', ({ price }) => <Flash value={price}>{formatCents(toCents(price), config.value?.currency)}</Flash>),
    },
    {
      id: 'held',
      name: 'Held',
      sortable: true,
      class: 'number not-small',
      width: '6rem',
      cell: ({ held }) => <Flash value={held}>{held ? formatUnits(held) : '–'}</Flash>,
    },
    {
      id: 'quantity',
      name: 'Free',
      sortable: true,
      class: 'number',
      width: 'min(7rem, 18vw)',
      cell: editable('quantity', product => (
        <>
          <Flash value={product.quantity}>{formatUnits(product.quantity)}</Flash>
          <div class="narrow"><StockPill {...product} /></div>
        </>
      )),
    },
    { id: 'stock', name: 'Stock', class: 'not-narrow', width: '6rem', cell: product => <StockPill {...product} /> },
    {
      id: 'low_stock_at',
      name: 'Low at',
      class: 'number wide',
      width: '7rem',
      cell: editable('low_stock_at', ({ low_stock_at }) => low_stock_at !== null && formatUnits(low_stock_at)),
    },
    {
      id: 'actions',
      name: 'Actions',
      unlabelled: true,
      class: 'actions',
      width: '1px',
      cell: product => {
        const edit = editedInRow(product);
        return edit ? (
          <div class="d-flex gap-1 justify-content-end">
            <EditButtons edit={edit} onSave={editor.save} onCancel={editor.cancel} small />
          </div>
        ) : (
          <Actions product={product} editor={editor} />
        );
      },
    },
  ];
}

const StockPill = ({ quantity, low_stock }: Product) => {
  if (quantity === 0) return <Status tone="bad" dot>none</Status>;
  return low_stock ? <Status tone="warn">low</Status> : null;
};

const Actions = ({ product, editor }: { product: Product; editor: Editor }) => {
  const deleted = deletions.ids.value.has(product.id);
  const wasDeleted = useRef(deleted);
  // In a layout effect, so that the next key is not lost.
  useLayoutEffect(() => {
    if (deleted !== wasDeleted.current && document.activeElement === document.body) focusDrawnRow(product.id);
    wasDeleted.current = deleted;
  }, [deleted]);
  if (deleted) {
    return (
      <button key="undo" type="button" class="btn btn-sm border" aria-label={`Undo: delete ${product.name}`} onClick={() => editor.undo(product)}>
        Undo
      </button>
    );
  }
  return (
    <>
      <div class="row-actions">
        {allowedActions().map(action => (
          <button
            key={action}
            type="button"
            class="btn btn-sm"
            aria-label={`${ACTION_NAMES[action]}: ${product.name}`}
            onClick={() => editor[action](product)}
          >
            {ACTION_NAMES[action]}
          </button>
        ))}
      </div>
      <button type="button" class="btn row-menu" aria-label={`What to do with ${product.name}`} onClick={() => editor.menu(product)}>
        <span aria-hidden="true">⋯</span>
      </button>
    </>
  );
};

import { signal } from '@preact/signals';
import { Flash } from '../../components/flash';
import { Pill } from '../../components/pill';
import type { Column } from '../../components/windowed-table';
import type { Product } from '../../lib/api';
import { config } from '../../lib/desk';
import { formatCents, toCents } from '../../lib/money';
import type { Field, ProductEdit } from '../../lib/product-edit';
import { EditButtons, EditCell } from './row-editor';
import { ACTION_NAMES, ACTIONS, type RowActions } from './row-menu';

/** The row that is being edited. */
export const editing = signal<ProductEdit | undefined>(undefined);

interface Editor extends RowActions {
  menu(product: Product): void;
  save(): void;
  cancel(): void;
}

export function columnsOf(editor: Editor): readonly Column<Product>[] {
  const editOf = ({ id }: Product) => (editing.value?.id === id ? editing.value : undefined);

  const editable = (field: Field, shown: (product: Product) => preact.ComponentChildren) => (product: Product) => {
    const edit = editOf(product);
    return edit ? <EditCell edit={edit} field={field} onSave={editor.save} onCancel={editor.cancel} /> : shown(product);
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
      width: 'min(8rem, 20vw)',
      cell: editable('price', ({ price }) => <Flash value={price}>{formatCents(toCents(price), config.value?.currency)}</Flash>),
    },
    {
      id: 'quantity',
      name: 'Free',
      sortable: true,
      class: 'number',
      width: 'min(7rem, 14vw)',
      cell: editable('quantity', ({ quantity }) => <Flash value={quantity} />),
    },
    {
      id: 'held',
      name: 'Held',
      sortable: true,
      class: 'number wide',
      width: '6rem',
      cell: ({ held }) => <Flash value={held}>{held || <span class="text-body-secondary">–</span>}</Flash>,
    },
    { id: 'stock', name: 'Stock', width: 'min(6rem, 18vw)', cell: product => <StockPill {...product} /> },
    {
      id: 'low_stock_at',
      name: 'Low at',
      class: 'number wide',
      width: '7rem',
      cell: editable('low_stock_at', ({ low_stock_at }) => <span class="text-body-secondary">{low_stock_at ?? 'default'}</span>),
    },
    {
      id: 'actions',
      name: 'Actions',
      unlabelled: true,
      class: 'actions',
      width: '1px',
      cell: product => {
        const edit = editOf(product);
        return edit ? (
          <EditButtons edit={edit} onSave={editor.save} onCancel={editor.cancel} />
        ) : (
          <Actions product={product} editor={editor} />
        );
      },
    },
  ];
}

const StockPill = ({ quantity, low_stock }: Product) => {
  if (quantity === 0) return <Pill tone="danger" sign="✕">none</Pill>;
  return low_stock ? <Pill tone="warning" sign="!">low</Pill> : null;
};

const Actions = ({ product, editor }: { product: Product; editor: Editor }) => (
  <>
    <div class="row-actions">
      {ACTIONS.map(action => (
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

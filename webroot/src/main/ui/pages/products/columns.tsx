import { signal } from '@preact/signals';
import { Flash } from '../../components/flash';
import { Name } from '../../components/name';
import type { Column } from '../../components/windowed-table';
import { formatCents, toCents } from '../../lib/format/money';
import { formatUnits } from '../../lib/format/units';
import type { Field, ProductEdit } from '../../lib/products/product-edit';
import type { Product } from '../../lib/server/types';
import { t } from '../../texts';
import { EditButtons, EditField } from './edit-fields';
import { Actions, type RowActions } from './row-actions';

/** The product that is being edited. */
export const editing = signal<ProductEdit | undefined>(undefined);

const narrow = matchMedia('(max-width: 60rem)');

/** If so, a product is edited in a dialog. */
export const noRoomInRow = signal(narrow.matches);
narrow.addEventListener('change', () => (noRoomInRow.value = narrow.matches));

export const editedInRow = ({ id }: Product) => (editing.value?.id === id && !noRoomInRow.value ? editing.value : undefined);

interface Editor extends RowActions {
  save(): void;
  cancel(): void;
}

export function columnsOf(editor: Editor): readonly Column<Product>[] {
  const field = (edit: ProductEdit, name: Field) => <EditField inCell edit={edit} field={name} onSave={editor.save} onCancel={editor.cancel} />;
  const editable = (name: Field, shown: (product: Product) => preact.ComponentChildren) => (product: Product) => {
    const edit = editedInRow(product);
    return edit ? field(edit, name) : shown(product);
  };

  return [
    {
      id: 'name',
      name: t('product.field.name'),
      sortable: true,
      namesRow: true,
      class: 'rest',
      label: ({ name }) => name,
      cell: product => {
        const edit = editedInRow(product);
        return (
          <div class="product-name">
            {edit ? (
              <>
                {field(edit, 'name')}
                <EditButtons inCell edit={edit} onSave={editor.save} onCancel={editor.cancel} />
              </>
            ) : (
              <>
                <Name>{product.name}</Name>
                <Actions product={product} actions={editor} />
              </>
            )}
          </div>
        );
      },
    },
    {
      id: 'price',
      name: t('product.field.price'),
      sortable: true,
      class: 'n price',
      width: 'min(7.5rem, 24vw)',
      cell: editable('price', ({ price }) => <Flash value={price}>{formatCents(toCents(price))}</Flash>),
    },
    {
      id: 'held',
      name: t('product.held'),
      sortable: true,
      class: 'n held',
      width: '6rem',
      cell: ({ held }) => <Flash value={held}>{held > 0 && formatUnits(held)}</Flash>,
    },
    {
      id: 'quantity',
      name: t('product.field.quantity'),
      sortable: true,
      class: 'n free',
      width: 'min(9rem, 26vw)',
      cell: editable('quantity', product => (
        <>
          <Scarcity {...product} />
          <Flash value={product.quantity}>{formatUnits(product.quantity)}</Flash>
        </>
      )),
    },
    {
      id: 'low_stock_at',
      name: t('product.field.low_stock_at'),
      class: 'n low-at',
      width: '6.5rem',
      cell: editable('low_stock_at', ({ low_stock_at }) => low_stock_at !== null && formatUnits(low_stock_at)),
    },
  ];
}

/** In words, before the number. */
const Scarcity = ({ quantity, low_stock }: Product) => {
  if (quantity === 0) return <span class="scarcity bad-text">{t('product.none')} </span>;
  return low_stock ? <span class="scarcity warn-text">{t('product.low')} </span> : null;
};

import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { FilterInput } from '../../components/filter-input';
import { soon } from '../../components/later';
import { Page } from '../../components/page';
import { Empty, ErrorNotice } from '../../components/states';
import { WindowedTable } from '../../components/windowed-table';
import { may } from '../../lib/access/session';
import { leave, useUnsaved } from '../../lib/browser/unsaved';
import { deletions, products } from '../../lib/desk';
import { formatUnits } from '../../lib/format/units';
import { useScan } from '../../lib/keyboard/scanner';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { focusFirstRow, focusRow, focusedRowId } from '../../lib/lists/row-focus';
import type { Row } from '../../lib/live/collection';
import { announce, complain, say } from '../../lib/messages/toast';
import { ProductEdit } from '../../lib/products/product-edit';
import type { Product } from '../../lib/server/types';
import { AddForm } from './add-form';
import { columnsOf, editedInRow, editing, noRoomInRow } from './columns';
import { EditDialog } from './edit-dialog';
import { RowMenu } from './row-menu';
import type { Way } from './stock-dialog';
import { low, useRows, useView } from './view';

const HistoryDrawer = soon(() => import('./history-drawer').then(({ HistoryDrawer }) => HistoryDrawer));
const StockDialog = soon(() => import('./stock-dialog').then(({ StockDialog }) => StockDialog));
const DisputeDialog = soon(() => import('./dispute-dialog').then(({ DisputeDialog }) => DisputeDialog));

type Opened = { what: 'menu'; row: Row<Product> } | { what: 'stock'; row: Row<Product>; way: Way };

const lookOf = (product: Product) => (editedInRow(product) ? 'edited' : deletions.ids.value.has(product.id) ? 'deleted' : undefined);

export const ProductsPage = () => {
  const view = useView();
  const current = useRef(view);
  current.current = view;
  const adding = useSignal(false);
  const opened = useSignal<Opened | undefined>(undefined);
  const filter = useRef<HTMLInputElement>(null);
  const newProduct = useRef<HTMLButtonElement>(null);
  const edit = editing.value;
  const toFilter = () => focusSoon(filter);
  const endAdding = () => {
    adding.value = false;
    focusSoon(newProduct);
  };

  const actions = useMemo(() => {
    const close = () => {
      const id = editing.peek()?.id;
      editing.value = undefined;
      if (id) focusRow(id);
    };
    return {
      edit: ({ id }: Product) => leave(() => (editing.value = new ProductEdit(products.get(id)!, products))),
      adjust: ({ id }: Product, way: Way = 'add') => (opened.value = { what: 'stock', row: products.get(id)!, way }),
      history: ({ id }: Product) => current.current.history.open(id),
      remove(product: Product) {
        deletions.delete(product);
        focusRow(product.id);
      },
      undo: ({ id }: Product) => deletions.undo(id),
      menu: ({ id }: Product) => (opened.value = { what: 'menu', row: products.get(id)! }),
      async save() {
        const saved = editing.peek()!;
        if (!(await saved.save())) return;
        say(`${saved.now.peek().name} is saved.`);
        if (editing.peek() === saved) close();
      },
      cancel: close,
    };
  }, []);
  const columns = useMemo(() => columnsOf(actions), []);

  useUnsaved(useComputed(() => editing.value?.dirty.value ?? false));
  useEffect(() => () => void (editing.value = undefined), []);
  useEndOfEdited();
  useFocusOnUndone();
  useLowStockAnnouncements();

  const forRow = (run: (product: Product) => void) => () => {
    const row = products.get(focusedRowId() ?? '');
    const id = row?.peek().id;
    if (row && editing.peek()?.id !== id && !deletions.ids.peek().has(id!)) run(row.peek());
  };
  useScan(text => (view.text.value = text));
  useShortcut('/', 'Filter by name', () => filter.current!.focus());
  useShortcut('n', 'New product', () => (adding.value ? document.getElementById('add-name')!.focus() : (adding.value = true)), 'products:write');
  useShortcut('e', 'Edit the product of the row', forRow(actions.edit), 'products:write');
  useShortcut('+', 'Add to its stock', forRow(product => actions.adjust(product)), 'stock:adjust');
  useShortcut('-', 'Remove from its stock', forRow(product => actions.adjust(product, 'remove')), 'stock:adjust');
  useShortcut('c', 'Count its stock', forRow(product => actions.adjust(product, 'count')), 'stock:adjust');
  useShortcut('h', 'Show its history', forRow(actions.history));
  useShortcut('Delete', 'Delete it', forRow(actions.remove), 'products:write');

  const { rows, old, sortAgain } = useRows({ ...view, always: edit?.id });
  const all = products.rows.value.length;
  const failure = products.load.failure.value;
  const filtered = view.text.value !== '' || view.lowOnly;
  return (
    <Page title="Products">
      {adding.value && may('products:write') && <AddForm onClose={endAdding} />}
      <div class="toolbar">
        <div class="toolbar-filter">
          <FilterInput label="Filter by name" text={view.text} inputRef={filter} onDone={focusFirstRow} onLeave={view.write} />
        </div>
        <label class="low-only">
          <input
            class="form-check-input"
            type="checkbox"
            checked={view.lowOnly}
            onChange={event => view.showLowOnly(event.currentTarget.checked)}
          />
          Low stock only ({formatUnits(low.value.size)})
        </label>
        <span class="text-body-secondary" role="status">{filtered && `${formatUnits(rows.length)} of `}{formatUnits(all)} {all === 1 ? 'product' : 'products'}</span>
        <SortAgain old={old} onSort={sortAgain} />
        {!adding.value && may('products:write') && (
          <button ref={newProduct} type="button" class="btn btn-primary ms-auto" onClick={() => (adding.value = true)}>New product</button>
        )}
      </div>
      {failure && <ErrorNotice error={failure} retry={() => products.load.run()} />}
      <WindowedTable
        name="Products"
        rows={rows}
        columns={columns}
        sort={view.sort}
        onSort={view.sortBy}
        rowClass={lookOf}
        loading={!products.load.done.value && !failure?.isDefinite}
        stale={products.stale.value}
        empty={
          filtered && all > 0 ? (
            <Empty title="No product is like that.">
              <button
                type="button"
                class="btn border"
                onClick={() => {
                  view.clear();
                  toFilter();
                }}
              >
                Clear the filters
              </button>
            </Empty>
          ) : (
            <Empty title="No products yet.">
              {may('products:write') && <button type="button" class="btn border" onClick={() => (adding.value = true)}>Add the first one</button>}
            </Empty>
          )
        }
      />
      {opened.value?.what === 'menu' && <RowMenu row={opened.value.row} actions={actions} onClose={() => (opened.value = undefined)} />}
      {opened.value?.what === 'stock' && <StockDialog {...opened.value} onClose={() => (opened.value = undefined)} />}
      {view.history.opened && <HistoryDrawer productId={view.history.opened} onClose={view.history.close} />}
      {edit && noRoomInRow.value && !edit.dispute.value && <EditDialog edit={edit} onSave={actions.save} onCancel={actions.cancel} />}
      {edit?.dispute.value && <DisputeDialog edit={edit} onSave={actions.save} />}
    </Page>
  );
};

/** On its own, so that a change of stock does not redraw the page. */
const SortAgain = ({ old, onSort }: { old: ReadonlySignal<boolean>; onSort: () => void }) => (
  <span role="status">
    {old.value && (
      <>
        Not in order any more. <button type="button" class="btn btn-sm border" onClick={onSort}>Sort again</button>
      </>
    )}
  </span>
);

/** Focuses the element in the next frame, unless the clerk has moved the focus elsewhere or a dialog is still open. */
const focusSoon = (element: RefObject<HTMLElement | null>) =>
  requestAnimationFrame(() => document.activeElement === document.body && element.current?.focus());

/** Ends an edit whose product somebody else has deleted, because it cannot be saved any more. */
function useEndOfEdited() {
  const all = products.rows.value;
  useEffect(() => {
    const edit = editing.peek();
    if (!edit || products.get(edit.id)) return;
    editing.value = undefined;
    complain(new Error(`${edit.now.peek().name} was deleted by somebody else while you edited it.`));
  }, [all]);
}

/** Focuses a product that is not deleted after all if the button that had the focus is gone. */
function useFocusOnUndone() {
  const known = useRef(deletions.ids.peek());
  const marked = deletions.ids.value;
  useEffect(() => {
    const back = [...known.current].find(id => !marked.has(id) && products.get(id));
    known.current = marked;
    if (back && document.activeElement === document.body) focusRow(back);
  }, [marked]);
}

/** Reads out which products run low, for those who cannot see it. */
function useLowStockAnnouncements() {
  /** Null until all products are loaded: those that are low by then are not announced. */
  const known = useRef<ReadonlySet<string>>(null);
  const now = low.value;
  const loaded = products.load.done.value;
  useEffect(() => {
    if (!loaded) return;
    const newlyLow = [...now].filter(id => known.current && !known.current.has(id)).map(id => products.get(id)?.peek());
    if (newlyLow.length) announce(newlyLow.map(product => `${product?.name} is low: ${formatUnits(product?.quantity ?? 0)} free.`).join(' '));
    known.current = now;
  }, [now, loaded]);
}

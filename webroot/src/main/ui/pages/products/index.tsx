import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Button } from '../../components/button';
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
import { announce, complain } from '../../lib/messages/toast';
import { ProductEdit } from '../../lib/products/product-edit';
import type { Product } from '../../lib/server/types';
import { t } from '../../texts';
import { AddForm } from './add-form';
import { columnsOf, editedInRow, editing, noRoomInRow } from './columns';
import { EditDialog } from './edit-dialog';
import { StatusLine } from './status-line';
import type { Way } from './stock-dialog';
import { useRows, useView } from './view';

const HistoryDrawer = soon(() => import('./history-drawer').then(({ HistoryDrawer }) => HistoryDrawer));
const StockDialog = soon(() => import('./stock-dialog').then(({ StockDialog }) => StockDialog));
const DisputeDialog = soon(() => import('./dispute-dialog').then(({ DisputeDialog }) => DisputeDialog));

interface Opened {
  row: Row<Product>;
  way: Way;
}

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
    const actions = {
      edit: ({ id }: Product) => leave(() => (editing.value = new ProductEdit(products.get(id)!, products))),
      adjust: ({ id }: Product, way: Way = 'add') => (opened.value = { row: products.get(id)!, way }),
      history: ({ id }: Product) => current.current.history.open(id),
      remove(product: Product) {
        deletions.delete(product);
        focusRow(product.id);
      },
      undo: ({ id }: Product) => deletions.undo(id),
      open(id: string) {
        const product = products.get(id)!.peek();
        if (deletions.ids.peek().has(id)) actions.undo(product);
        else if (may('products:write')) actions.edit(product);
        else actions.history(product);
      },
      async save() {
        const saved = editing.peek()!;
        if (!(await saved.save())) return;
        announce(t('product.saved', { name: saved.now.peek().name }));
        if (editing.peek() === saved) close();
      },
      cancel: close,
    };
    return actions;
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
  useShortcut('/', t('products.filter'), () => filter.current!.focus());
  useShortcut('n', t('products.new'), () => (adding.value ? document.getElementById('add-name')!.focus() : (adding.value = true)), 'products:write');
  useShortcut('e', t('products.does.edit'), forRow(actions.edit), 'products:write');
  useShortcut('s', t('products.does.stock'), forRow(product => actions.adjust(product)), 'stock:adjust');
  useShortcut('+', t('products.does.add'), forRow(product => actions.adjust(product)), 'stock:adjust');
  useShortcut('-', t('products.does.remove'), forRow(product => actions.adjust(product, 'remove')), 'stock:adjust');
  useShortcut('c', t('products.does.count'), forRow(product => actions.adjust(product, 'count')), 'stock:adjust');
  useShortcut('h', t('products.does.history'), forRow(actions.history));
  useShortcut('Delete', t('products.does.delete'), forRow(actions.remove), 'products:write');

  const { rows, old, sortAgain } = useRows({ ...view, always: edit?.id });
  const all = products.rows.value.length;
  const { done, failure } = products.load;
  const filtered = view.text.value !== '' || view.lowOnly;
  const writes = may('products:write');
  const clear = () => {
    view.clear();
    toFilter();
  };
  return (
    <Page title={t('products.title')}>
      <div class="products">
        <div class="products-views">
          <div class="tabs">
            <Tab chosen={!view.lowOnly} onChoose={() => view.showLowOnly(false)}>
              {t('products.all')} <span class="count all">{done.value && formatUnits(all)}</span>
            </Tab>
            <Tab chosen={view.lowOnly} onChoose={() => view.showLowOnly(true)}>
              {t('products.low')} <span class={products.low.value.size ? 'count warn' : 'count'}>{done.value && formatUnits(products.low.value.size)}</span>
            </Tab>
          </div>
          {!adding.value && writes && (
            <Button buttonRef={newProduct} look="main" keys="n" onClick={() => (adding.value = true)}>{t('products.new')}</Button>
          )}
        </div>
        <div class="products-search">
          <FilterInput label={t('products.filter')} text={view.text} keys="/" inputRef={filter} onDone={focusFirstRow} onLeave={view.write} />
          <div class="products-order">
            <SortAgain old={old} onSort={sortAgain} />
            {view.lowOnly && view.sort.column !== 'need' && (
              <Button look="bare" onClick={() => view.sortBy({ column: 'need', descending: false })}>{t('products.need.sort')}</Button>
            )}
            {view.sort.column === 'need' && <span class="hint">{t('products.need')}</span>}
          </div>
        </div>
        {adding.value && writes && <AddForm onClose={endAdding} />}
        {failure.value && all > 0 && <ErrorNotice error={failure.value} retry={() => products.load.run()} />}
        <WindowedTable
          name={t('products.title')}
          rows={rows}
          columns={columns}
          sort={view.sort}
          onSort={view.sortBy}
          rowClass={lookOf}
          loading={!done.value && !failure.value}
          stale={products.stale.value}
          onOpen={actions.open}
          empty={<Nothing all={all} view={view} onClear={clear} onAdd={writes ? () => (adding.value = true) : undefined} />}
        />
        <StatusLine shown={rows.length} filtered={filtered} />
      </div>
      {opened.value && <StockDialog {...opened.value} onClose={() => (opened.value = undefined)} />}
      {view.history.opened && <HistoryDrawer productId={view.history.opened} onClose={view.history.close} />}
      {edit && noRoomInRow.value && !edit.dispute.value && <EditDialog edit={edit} onSave={actions.save} onCancel={actions.cancel} />}
      {edit?.dispute.value && <DisputeDialog edit={edit} onSave={actions.save} />}
    </Page>
  );
};

interface TabProps {
  chosen: boolean;
  onChoose: () => void;
  children: ComponentChildren;
}

const Tab = ({ chosen, onChoose, children }: TabProps) => (
  <button type="button" class="tab" aria-pressed={chosen} onClick={onChoose}>{children}</button>
);

interface NothingProps {
  all: number;
  view: Pick<ReturnType<typeof useView>, 'text' | 'lowOnly'>;
  onClear: () => void;
  /** Undefined for whoever may not add products. */
  onAdd?: () => void;
}

/** In the place of rows. */
const Nothing = ({ all, view: { text, lowOnly }, onClear, onAdd }: NothingProps) => {
  const failure = products.load.failure.value;
  if (!all && failure) return <ErrorNotice error={failure} retry={() => products.load.run()} />;
  if (!all) {
    return (
      <Empty title={t('products.none')}>
        {onAdd && <Button keys="n" onClick={onAdd}>{t('products.none.add')}</Button>}
      </Empty>
    );
  }
  const query = text.value.trim();
  return (
    <Empty title={query ? t(lowOnly ? 'products.low.unmatched' : 'products.unmatched', { query }) : t('products.low.none')}>
      <Button onClick={onClear}>{t('products.clear')}</Button>
    </Empty>
  );
};

/** On its own, so that a change of stock does not redraw the page. */
const SortAgain = ({ old, onSort }: { old: ReadonlySignal<boolean>; onSort: () => void }) => (
  <span role="status">
    {old.value && (
      <>
        {t('products.old')} <Button onClick={onSort}>{t('products.sort')}</Button>
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
    complain(new Error(t('product.gone', { name: edit.now.peek().name })));
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
  const now = products.low.value;
  const loaded = products.load.done.value;
  useEffect(() => {
    if (!loaded) return;
    const newlyLow = [...now].filter(id => known.current && !known.current.has(id)).map(id => products.get(id)?.peek());
    if (newlyLow.length) announce(newlyLow.map(product => t('product.low.now', { name: product?.name ?? '', units: formatUnits(product?.quantity ?? 0) })).join(' '));
    known.current = now;
  }, [now, loaded]);
}

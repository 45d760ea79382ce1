import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { soon } from '../../../components/later';
import { Button } from '../../../components/button';
import { WindowedTable, type Grouping, type TableKeys } from '../../../components/windowed-table';
import { orders } from '../../../lib/desk';
import { dayOf } from '../../../lib/format/day';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import { focusedRowId } from '../../../lib/lists/row-focus';
import { MAX_ROWS } from '../../../lib/orders/window';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { printOrder } from '../order-drawer/later';
import { view } from '../view';
import { columnsWith } from './columns';
import { DayHeading } from './day-heading';
import { Filters } from './filters';
import type { Filtering } from './filtering';
import { Note } from './note';
import { useReading } from './reading';
import { useSeen } from './seen';

const NothingThere = soon(() => import('./nothing-there').then(({ NothingThere }) => NothingThere));

const COLUMNS = 5;
const DAYS: Grouping<Order> = { of: ({ created_at }) => dayOf(created_at), heading: day => <DayHeading day={day} columns={COLUMNS} /> };

interface Props {
  filtering: Filtering;
  /** The order that is open. */
  opened: string | undefined;
  /** Whether what is open covers the list. */
  covered: boolean;
  onOpen: (id: string) => void;
  onClose: () => void;
  onAgain: (order: Order) => void;
  /** Moves on to entering the first order. */
  onNew: () => void;
}

export const OrderList = ({ filtering, opened, covered, onOpen, onClose, onAgain, onNew }: Props) => {
  const pane = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const keys = useRef<TableKeys>(null);
  const [fieldsOpen, openFields] = useState(false);
  const { scrolled, watch } = useReading();
  useSeen();
  const fresh = orders.fresh.value;
  const failure = orders.load.failure.value ?? orders.olderLoad.failure.value;
  const fault = failure?.isDefinite ? failure : undefined;

  const uncovered = useUncovered(opened, covered, onClose, id => {
    if (document.activeElement === document.body || pane.current!.contains(document.activeElement)) keys.current!.focus(id);
  });
  const toList = (then: () => void) => {
    view.value = 'list';
    uncovered(then);
  };
  const focused = () => orders.rows.peek().find(row => row.peek().id === focusedRowId())?.peek();
  const step = (rows: number) => toList(() => keys.current!.step(rows));
  useShortcut('/', t('orders.key.search'), () => toList(() => search.current?.focus()));
  useShortcut('f', t('orders.key.filter'), () => toList(() => openFields(!fieldsOpen)));
  useShortcut('j', t('orders.key.next'), () => step(1));
  useShortcut('k', t('orders.key.previous'), () => step(-1));
  useShortcut('p', t('orders.print'), () => focused() && printOrder(focusedRowId()!));
  useShortcut('o', t('orders.again'), () => focused() && onAgain(focused()!), 'orders:place');

  const actions = useRef({ open: ({ id }: Order) => onOpen(id), print: ({ id }: Order) => void printOrder(id), again: onAgain });
  actions.current = { ...actions.current, open: ({ id }) => onOpen(id), again: onAgain };
  const [columns] = useState(() => columnsWith(() => actions.current));

  const showFresh = () => {
    orders.showFresh();
    const box = pane.current!.querySelector<HTMLElement>('.windowed-table')!;
    box.scrollTop = 0;
    box.focus();
  };
  const openRow = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('tr[data-id]');
    if (!row || target.closest('button, [role=menu]') || getSelection()?.toString()) return;
    row.focus({ preventScroll: true }); // it gets the focus back when the order is closed
    onOpen(row.dataset.id!);
  };

  return (
    <div ref={pane} class="order-list" inert={covered}>
      <div class="list-bar">
        <h2>{t('orders.head')}</h2>
        <Note filtered={Object.keys(filtering.filter).length > 0} />
        {fresh > 0 && <Button onClick={showFresh}>{t(fresh < MAX_ROWS ? 'orders.new' : 'orders.new.many', { n: fresh })}</Button>}
        <span class="visually-hidden" role="status">{fresh > 0 && t('orders.new.said')}</span>
      </div>
      <Filters filtering={filtering} search={search} open={fieldsOpen} onOpen={openFields} />
      <div class="order-rows" onClick={openRow} {...watch}>
        <WindowedTable
          name={t('orders.head')}
          rows={orders.rows.value}
          columns={columns}
          withoutHeaders
          grouping={DAYS}
          loading={!orders.load.done.value && !fault}
          stale={orders.stale.value}
          empty={<NothingThere filtering={filtering} fault={fault} onNew={onNew} onCleared={() => search.current?.focus()} />}
          onReading={scrolled}
          onEnd={() => orders.loadOlder()}
          onOpen={onOpen}
          keys={keys}
        />
      </div>
    </div>
  );
};

/**
 * Calls what has to wait until nothing covers the list any more, which it closes for that.
 *
 * @param back called with the order that was open, when it is no longer
 */
function useUncovered(opened: string | undefined, covered: boolean, onClose: () => void, back: (id: string) => void) {
  const next = useRef<(() => void) | undefined>(undefined);
  const last = useRef(opened);
  useLayoutEffect(() => {
    const [then, closed] = [next.current, last.current];
    next.current = undefined;
    last.current = opened;
    if (opened) return;
    if (then) then();
    else if (closed) back(closed);
  }, [opened]);
  return (then: () => void) => {
    if (!covered) return then();
    next.current = then;
    onClose();
  };
}

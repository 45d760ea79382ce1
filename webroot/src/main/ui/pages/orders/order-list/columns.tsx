import { IconButton } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Menu, MenuItem } from '../../../components/menu';
import { Name } from '../../../components/name';
import { UnusualStatus } from '../../../components/status';
import type { Column } from '../../../components/windowed-table';
import { may } from '../../../lib/access/session';
import { formatCents, toCents } from '../../../lib/format/money';
import { timeOfDay } from '../../../lib/format/time';
import { isVoid } from '../../../lib/orders/filter';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';

export interface Actions {
  open: (order: Order) => void;
  print: (order: Order) => void;
  again: (order: Order) => void;
}

/** @param actions those of the page as it is now */
export const columnsWith = (actions: () => Actions): readonly Column<Order>[] => [
  { id: 'number', name: t('orders.number'), class: 'order-number', namesRow: true, cell: ({ number }) => number },
  { id: 'time', name: t('orders.time'), class: 'order-time', cell: ({ created_at }) => <Time at={created_at} /> },
  {
    id: 'thing',
    name: t('orders.reference'),
    class: 'rest',
    cell: order => (
      <div class="order-thing">
        <Thing order={order} />
        <span class="order-second">
          <Time at={order.created_at} /> · {t('orders.lines', { n: order.lines.length })}
        </span>
        <UnusualStatus status={order.status} />
        <span class="order-actions">
          <IconButton icon="print" label={t('orders.print')} tabIndex={-1} onClick={() => actions().print(order)} />
          {may('orders:place') && <IconButton icon="again" label={t('orders.again')} tabIndex={-1} onClick={() => actions().again(order)} />}
          <Menu label={t('orders.more')} look="button bare square" button={<Icon name="more" />} tabIndex={-1}>
            <MenuItem onChoose={() => actions().open(order)}>{t('orders.open')}</MenuItem>
            <MenuItem icon="print" keys="p" onChoose={() => actions().print(order)}>{t('orders.print')}</MenuItem>
            {may('orders:place') && <MenuItem icon="again" keys="o" onChoose={() => actions().again(order)}>{t('orders.again')}</MenuItem>}
          </Menu>
        </span>
      </div>
    ),
  },
  { id: 'lines', name: t('orders.linesHead'), class: 'n order-lines', cell: ({ lines }) => lines.length },
  { id: 'total', name: t('orders.total'), class: 'n order-total', cell: order => <Total order={order} /> },
];

const Time = ({ at }: { at: string }) => <time dateTime={at}>{timeOfDay(at)}</time>;

/** What the order goes by; without a reference, what is in it. */
const Thing = ({ order: { reference, lines } }: { order: Order }) => {
  if (reference) return <Name>{reference}</Name>;
  const names = lines.map(({ name }) => name).join(', ');
  return <span class="quiet truncate" title={names} translate={false} dir="auto">{names}</span>;
};

const Total = ({ order: { status, total } }: { order: Order }) => {
  const amount = formatCents(toCents(total));
  return isVoid(status) ? <s translate={false}>{amount}</s> : <span translate={false}>{amount}</span>;
};

import { Icon } from '../../../components/icon';
import { orders, products } from '../../../lib/desk';
import { beginOf, dayAfter } from '../../../lib/format/day';
import { dayName } from '../../../lib/format/time';
import { t } from '../../../texts';
import { NO_FILTER, type FilterNames, type Filtering } from './filtering';
import { today } from './today';

interface Chip {
  value: string;
  without: FilterNames;
}

/** What filters, but for the words that stand in the search. */
export function chipsOf({ filter: { status, product_id }, from, to }: Filtering): Chip[] {
  const days = from || to ? daysIn(from, to) : '';
  return [
    ...(status ? [{ value: t(`status.${status}`), without: { status: undefined } }] : []),
    ...(product_id ? [{ value: nameOf(product_id), without: { product_id: undefined } }] : []),
    ...(days ? [{ value: days, without: { from: undefined, to: undefined } }] : []),
  ];
}

/** The active filters, to be removed one by one. */
export const Chips = ({ filtering, onRemoved }: { filtering: Filtering; onRemoved: () => void }) =>
  chipsOf(filtering).map(({ value, without }) => (
    <li key={Object.keys(without)[0]}>
      <button
        type="button"
        class="chip"
        aria-label={t('orders.filter.remove', { value })}
        onClick={() => {
          filtering.change(without);
          onRemoved();
        }}
      >
        <span class="truncate" translate={false}>{value}</span>
        <Icon name="close" />
      </button>
    </li>
  ));

/** The name of a span of days, both included. */
function daysIn(from: string | undefined, to: string | undefined) {
  const [now, name] = [today.value, (day: string) => dayName(beginOf(day)!)];
  if (from && from === to) return from === now ? t('orders.today') : from === dayAfter(now, -1) ? t('orders.yesterday') : name(from);
  if (from && to) return t('orders.days', { from: name(from), to: name(to) });
  return from ? t('orders.from', { day: name(from) }) : t('orders.until', { day: name(to!) });
}

/** For a product that is gone, the name that orders remember. */
const nameOf = (id: string) => {
  void products.rows.value; // to notice a product that is added
  const inOrders = () => orders.rows.value.flatMap(row => row.peek().lines).find(({ product_id }) => product_id === id);
  return (products.get(id)?.value ?? inOrders())?.name ?? t('orders.filter.product');
};

/** Nothing filters any more. */
export const clear = ({ change }: Filtering) => change(NO_FILTER);

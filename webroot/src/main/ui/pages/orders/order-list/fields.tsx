import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ProductPicker } from '../../../components/product-picker';
import { dayAfter } from '../../../lib/format/day';
import { t } from '../../../texts';
import { STATUSES, type Filtering } from './filtering';
import { today } from './today';

const ANY = '';
/** Any other days, to be entered. */
const SPAN = 'span';

/** Everything that can be filtered by. */
export const Fields = ({ filtering, onClose }: { filtering: Filtering; onClose: () => void }) => {
  const { filter, from, to, change } = filtering;
  const first = useRef<HTMLSelectElement>(null);
  const product = useSignal('');
  const asked = useSignal(false);
  const all = spans();
  const known = Object.keys(all).find(id => all[id]!.from === from && all[id]!.to === to);
  const chosen = asked.value ? SPAN : (known ?? (from || to ? SPAN : ANY));
  const choose = (id: string) => {
    asked.value = id === SPAN;
    if (id !== SPAN) change({ from: all[id]?.from, to: all[id]?.to });
  };
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <div
      class="filter-fields"
      role="group"
      aria-label={t('orders.filter')}
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div class="field">
        <label for="filter-status">{t('orders.status')}</label>
        <select ref={first} id="filter-status" value={filter.status ?? ''} onChange={event => change({ status: event.currentTarget.value })}>
          <option value="">{t('orders.filter.any')}</option>
          {STATUSES.map(status => <option key={status} value={status}>{t(`status.${status}`)}</option>)}
        </select>
      </div>
      <div class="field">
        <label for="filter-days">{t('orders.filter.days')}</label>
        <select id="filter-days" value={chosen} onChange={event => choose(event.currentTarget.value)}>
          <option value={ANY}>{t('orders.filter.any')}</option>
          {Object.entries(all).map(([id, { name }]) => <option key={id} value={id}>{name}</option>)}
          <option value={SPAN}>{t('orders.filter.span')}</option>
        </select>
      </div>
      <ProductPicker
        id="filter-product"
        label={t('orders.filter.in')}
        compact
        text={product}
        onPick={({ product: { id } }) => {
          product.value = '';
          change({ product_id: id });
        }}
      />
      {chosen === SPAN && (
        <>
          <Day id="filter-from" label={t('orders.filter.from')} day={from} onChange={from => change({ from })} />
          <Day id="filter-to" label={t('orders.filter.to')} day={to} onChange={to => change({ to })} />
        </>
      )}
    </div>
  );
};

interface DayProps {
  id: string;
  label: string;
  day: string | undefined;
  onChange: (day: string) => void;
}

const Day = ({ id, label, day, onChange }: DayProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    <input id={id} type="date" value={day ?? ''} onChange={event => onChange(event.currentTarget.value)} />
  </div>
);

/** What is asked for most. */
function spans(): Record<string, { name: string; from: string; to?: string }> {
  const now = today.value;
  const yesterday = dayAfter(now, -1);
  return {
    today: { name: t('orders.today'), from: now, to: now },
    yesterday: { name: t('orders.yesterday'), from: yesterday, to: yesterday },
    week: { name: t('orders.week'), from: dayAfter(now, -6) },
  };
}

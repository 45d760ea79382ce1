import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { ProductPicker } from '../../../components/product-picker';
import { dayAfter } from '../../../lib/format/day';
import { t } from '../../../texts';
import { STATUSES, type FilterNames, type Filtering } from './filtering';
import { today } from './today';

/** Everything that can be filtered by. */
export const Fields = ({ filtering, onClose }: { filtering: Filtering; onClose: () => void }) => {
  const { filter, from, to, change } = filtering;
  const first = useRef<HTMLSelectElement>(null);
  const product = useSignal('');
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
          <option value="">{t('orders.status.any')}</option>
          {STATUSES.map(status => <option key={status} value={status}>{t(`status.${status}`)}</option>)}
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
      <div class="actions">
        {spans().map(({ name, span }) => (
          <Button key={name} look="bare" aria-pressed={span.from === from && span.to === to} onClick={() => change(span)}>{name}</Button>
        ))}
        <Day id="filter-from" label={t('orders.filter.from')} day={from} onChange={from => change({ from })} />
        <Day id="filter-to" label={t('orders.filter.to')} day={to} onChange={to => change({ to })} />
      </div>
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
function spans(): { name: string; span: Pick<FilterNames, 'from' | 'to'> }[] {
  const now = today.value;
  const yesterday = dayAfter(now, -1);
  return [
    { name: t('orders.today'), span: { from: now, to: now } },
    { name: t('orders.yesterday'), span: { from: yesterday, to: yesterday } },
    { name: t('orders.week'), span: { from: dayAfter(now, -6), to: undefined } },
  ];
}

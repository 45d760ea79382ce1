import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { Field } from '../../../components/field';
import { Flash } from '../../../components/flash';
import { Segments } from '../../../components/segments';
import { ErrorNotice } from '../../../components/states';
import { products } from '../../../lib/desk';
import { formatUnits, whyNoUnits } from '../../../lib/format/units';
import type { Row } from '../../../lib/live/collection';
import { announce, complain, say } from '../../../lib/messages/toast';
import { COUNTED } from '../../../lib/products/movements';
import { adjustStock } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import { ProblemError } from '../../../lib/server/problem';
import type { Adjustment, Product } from '../../../lib/server/types';
import { t, tx } from '../../../texts';

export type Way = 'add' | 'remove' | 'count';

const attempts = new Attempts('adjust-stock');

interface Props {
  row: Row<Product>;
  way: Way;
  onClose: () => void;
}

export const StockDialog = ({ row, way: firstWay, onClose }: Props) => {
  const way = useSignal(firstWay);
  const units = useSignal(firstWay === 'count' ? String(row.peek().quantity) : '');
  const reason = useSignal('');
  /** The free quantity when the clerk began to count. */
  const expected = useSignal(row.peek().quantity);
  const problem = useSignal<ProblemError | undefined>(undefined);
  const saving = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const { id, name, quantity, held } = row.value;

  // In a layout effect, so that the next key is not lost.
  useLayoutEffect(() => input.current!.select(), [way.value]);
  const open = useRef(true);
  useEffect(
    () => () => {
      open.current = false;
      attempts.giveUp();
    },
    [],
  );

  const choose = (chosen: Way) => {
    way.value = chosen;
    problem.value = undefined;
    expected.value = row.peek().quantity;
    units.value = chosen === 'count' ? String(expected.value) : '';
  };

  const save = async () => {
    if (saving.value) return;
    saving.value = true;
    const retried = problem.value !== undefined;
    problem.value = undefined;
    const adjustment = adjustmentOf(way.value, units.value.trim(), expected.value, reason.value.trim());
    try {
      const unreadable = whyNoUnits(units.value);
      if (unreadable) throw new ProblemError(unreadable, 422, { errors: [{ field: 'delta', reason: unreadable }] });
      const { it, replayed } = await attempts.run({ id, ...adjustment }, key => adjustStock(id, adjustment, key));
      products.put(it);
      const free = formatUnits(it.quantity);
      if (replayed && !retried) say(t('stock.saved.before', { name, free }));
      else announce(t('stock.saved', { name, free }));
      if (open.current) onClose();
    } catch (error) {
      if (!open.current) return complain(error as Error);
      problem.value = error as ProblemError;
      if (problem.value.product) products.put(problem.value.product);
      input.current?.select();
    }
    saving.value = false;
  };

  const failed = problem.value;
  const refused = failed?.status === 409 && failed.product;
  const wrongUnits = refused ? refusal(way.value, refused.quantity, expected.value) : unitsError(failed);
  const after = quantityAfter(way.value, units.value, quantity);
  return (
    <Dialog
      title={t('stock.title', { name })}
      dirty={reason.value !== '' || (way.value === 'count' ? units.value !== String(expected.value) : units.value !== '')}
      onClose={onClose}
      footer={
        <>
          <Button look="bare" keys="Escape" onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="submit" form="stock" look="main" keys="Enter" disabled={saving.value}>{saving.value ? t('dialog.saving') : t('dialog.save')}</Button>
        </>
      }
    >
      <form
        id="stock"
        class="form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          // The clerk has seen the current quantity and saves against it.
          if (refused) expected.value = refused.quantity;
          void save();
        }}
      >
        {failed && !wrongUnits && !failed.reasonFor('reason') && <ErrorNotice error={failed} retry={save} />}
        <Segments
          name="way"
          legend={t('stock.way')}
          options={{ add: t('stock.way.add'), remove: t('stock.way.remove'), count: t('stock.way.count') }}
          chosen={way.value}
          onChoose={choose}
        />
        <div class="stock-fields">
          <Field
            inputRef={input}
            autofocus
            id="stock-units"
            label={t(`stock.units.${way.value}`)}
            large
            numeric
            value={units.value}
            onType={text => (units.value = text)}
            error={wrongUnits}
          />
          <Field
            id="stock-reason"
            label={t('stock.reason')}
            large
            placeholder={way.value === 'count' ? t('movement.counted') : undefined}
            value={reason.value}
            onType={text => (reason.value = text)}
            error={failed?.reasonFor('reason')}
          />
        </div>
        <p role="status">
          {after === undefined
            ? tx('stock.free', { units: <Flash value={quantity}>{formatUnits(quantity)}</Flash> })
            : tx('stock.free.then', { units: <Flash value={quantity}>{formatUnits(quantity)}</Flash>, after: <strong>{formatUnits(after).replace('-', '−')}</strong> })}
          {held > 0 && <span class="quiet"> {way.value === 'count' ? t('stock.held.count', { n: held }) : t('stock.held', { n: held })}</span>}
        </p>
      </form>
    </Dialog>
  );
};

const adjustmentOf = (way: Way, units: string, expected: number, reason: string): Adjustment => ({
  ...(way === 'count' ? { set: units, expected } : { delta: way === 'remove' ? `-${units}` : units }),
  ...((reason || way === 'count') && { reason: reason || COUNTED }),
});

const unitsError = (problem: ProblemError | undefined) => problem?.reasonFor('delta') ?? problem?.reasonFor('set');

function refusal(way: Way, quantity: number, expected: number) {
  const units = formatUnits(quantity);
  if (way === 'count') return t('stock.refused.count', { units, before: formatUnits(expected) });
  return way === 'remove' ? t('stock.refused.remove', { units }) : t('stock.refused.add', { units });
}

function quantityAfter(way: Way, units: string, quantity: number): number | undefined {
  if (!/^\s*\d{1,10}\s*$/.test(units)) return undefined;
  const number = Number(units);
  return way === 'count' ? number : way === 'add' ? quantity + number : quantity - number;
}

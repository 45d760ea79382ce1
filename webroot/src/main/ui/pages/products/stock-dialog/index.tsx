import { useSignal } from '@preact/signals';
import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Dialog } from '../../../components/dialog';
import { Field } from '../../../components/field';
import { Flash } from '../../../components/flash';
import { ErrorNotice } from '../../../components/states';
import { products } from '../../../lib/desk';
import { formatUnits, whyNoUnits } from '../../../lib/format/units';
import type { Row } from '../../../lib/live/collection';
import { complain, say } from '../../../lib/messages/toast';
import { adjustStock } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import { ProblemError } from '../../../lib/server/problem';
import type { Adjustment, Product } from '../../../lib/server/types';

export type Way = 'add' | 'remove' | 'count';

const WAYS: Record<Way, string> = { add: 'Add', remove: 'Remove', count: 'Count' };
const LABELS: Record<Way, string> = { add: 'Units that came', remove: 'Units that went', count: 'Units counted' };

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
      say(`${name}: ${replayed && !retried ? 'that had been done already, and was not done again; ' : ''}${formatUnits(it.quantity)} free.`);
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
      title={`Stock of ${name}`}
      dirty={reason.value !== '' || (way.value === 'count' ? units.value !== String(expected.value) : units.value !== '')}
      onClose={onClose}
      footer={
        <>
          <button type="submit" form="stock" class="btn btn-primary" disabled={saving.value}>{saving.value ? 'Saving…' : 'Save'}</button>
          <button type="button" class="btn border" onClick={onClose}>Cancel</button>
        </>
      }
    >
      <form
        id="stock"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          // The clerk has seen the current quantity and saves against it.
          if (refused) expected.value = refused.quantity;
          void save();
        }}
      >
        {failed && !wrongUnits && !failed.reasonFor('reason') && <ErrorNotice error={failed} retry={save} />}
        <fieldset class="btn-group mb-3 w-100">
          <legend class="visually-hidden">What to do</legend>
          {(Object.keys(WAYS) as Way[]).map(each => (
            <Fragment key={each}>
              <input
                id={`way-${each}`}
                class="btn-check"
                type="radio"
                name="way"
                checked={way.value === each}
                onChange={() => choose(each)}
              />
              <label class="btn border" for={`way-${each}`}>{WAYS[each]}</label>
            </Fragment>
          ))}
        </fieldset>
        <div class="row g-2">
          <div class="col-12 col-sm-4">
            <Field
              inputRef={input}
              autofocus
              id="stock-units"
              label={LABELS[way.value]}
              numeric
              value={units.value}
              onType={text => (units.value = text)}
              error={wrongUnits}
            />
          </div>
          <div class="col-12 col-sm-8">
            <Field
              id="stock-reason"
              label="Reason (optional)"
              value={reason.value}
              onType={text => (reason.value = text)}
              error={failed?.reasonFor('reason')}
            />
          </div>
        </div>
        <p class="mb-0 mt-2" role="status">
          <Flash value={quantity}>{formatUnits(quantity)}</Flash> free{after !== undefined && <> → <strong>{formatUnits(after).replace('-', '−')}</strong> free</>}
          {held > 0 && <span class="text-body-secondary">; {formatUnits(held)} more held for orders{way.value === 'count' && ', not to be counted'}</span>}
        </p>
      </form>
    </Dialog>
  );
};

const adjustmentOf = (way: Way, units: string, expected: number, reason: string): Adjustment => ({
  ...(way === 'count' ? { set: units, expected } : { delta: way === 'remove' ? `-${units}` : units }),
  ...(reason && { reason }),
});

const unitsError = (problem: ProblemError | undefined) => problem?.reasonFor('delta') ?? problem?.reasonFor('set');

function refusal(way: Way, quantity: number, expected: number) {
  if (way === 'count') return `${formatUnits(quantity)} are free now, not ${formatUnits(expected)} as when you began to count. Count again, or save it all the same.`;
  return way === 'remove' ? `Only ${formatUnits(quantity)} are free.` : `With ${formatUnits(quantity)} free already, that is more than the desk can count.`;
}

function quantityAfter(way: Way, units: string, quantity: number): number | undefined {
  if (!/^\s*\d{1,10}\s*$/.test(units)) return undefined;
  const number = Number(units);
  return way === 'count' ? number : way === 'add' ? quantity + number : quantity - number;
}

import type { RefObject } from 'preact';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { config } from '../../../lib/desk';
import { currencySign, formatCents, formatPercent } from '../../../lib/format/money';
import { parseQuantity } from '../../../lib/orders/draft';
import { t } from '../../../texts';
import { hasEntry } from './entry';
import { toSettle } from './looks';
import { draft, placing, price } from './placing';

interface Props {
  reference: RefObject<HTMLInputElement | null>;
  onSettle: () => void;
  onClear: () => void;
}

/** What the order comes to, and what is still needed to place it. Stays in view, however many lines there are. */
export const Foot = ({ reference, onSettle, onClear }: Props) => {
  const lines = draft.lines.value;
  const units = lines.reduce((sum, { quantity }) => sum + (parseQuantity(quantity) ?? 0), 0);
  return (
    <div class="foot">
      <div class="foot-sums">
        {toSettle.value > 0 && (
          <Button look="bare" class="settle" keys="F8" onClick={onSettle}>{t('order.settle', { n: toSettle.value })}</Button>
        )}
        <span class="quiet">
          {lines.length ? t('order.count', { n: lines.length }) : t('order.empty')}
          {lines.length > 0 && <span class="foot-units">, {t('order.units', { n: units })}</span>}
        </span>
        {(draft.dirty.value || hasEntry.value) && !placing.value && (
          <Button look="bare" onClick={onClear}>{t('order.clear')}</Button>
        )}
        <Sums />
      </div>
      <div class="foot-fields" inert={placing.value}>
        <Field
          id="order-reference"
          label={t('order.reference')}
          labelled="inside"
          large
          keys="Alt+r"
          maxLength={200}
          inputRef={reference}
          value={draft.reference.value}
          onType={text => draft.setReference(text)}
        />
        <Button look="main" large type="submit" keys="Ctrl+Enter" disabled={placing.value}>{placing.value ? t('order.placing') : t('order.place')}</Button>
      </div>
    </div>
  );
};

const Sums = () => {
  const { sum, fee, total } = price.value ?? {};
  const feeName = config.value ? t('order.feeOf', { rate: formatPercent(config.value.fee_rate) }) : t('order.fee');
  return (
    <dl class="sums">
      {sum !== 0 && (
        <>
          <div><dt>{t('order.subtotal')}</dt> <dd class="n">{shownOr(sum)}</dd></div>
          <div><dt>{feeName}</dt> <dd class="n">{shownOr(fee)}</dd></div>
        </>
      )}
      <div class={`total ${total ? '' : 'none'}`}>
        <dt class="visually-hidden">{t('order.total')}</dt>{' '}
        <dd translate={false}>{config.value && <span class="currency">{currencySign(config.value.currency)}</span>} <span class="n">{shownOr(total)}</span></dd>
      </div>
    </dl>
  );
};

const shownOr = (cents: number | undefined) => (cents === undefined ? '–' : formatCents(cents));

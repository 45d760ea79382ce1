import { config } from '../../../lib/desk';
import { currencySign, formatCents, toCents } from '../../../lib/format/money';
import { isVoid } from '../../../lib/orders/filter';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';

/** The currency stands once, before what is to be paid. */
export const Sums = ({ order: { lines, fee, total, status } }: { order: Order }) => {
  const amount = formatCents(toCents(total));
  const subtotal = lines.reduce((sum, { price, quantity }) => sum + toCents(price) * quantity, 0);
  return (
    <dl class="order-sums">
      <div><dt>{t('opened.subtotal')}</dt><dd translate={false}>{formatCents(subtotal)}</dd></div>
      <div><dt>{t('opened.fee')}</dt><dd translate={false}>{formatCents(toCents(fee))}</dd></div>
      <div class="order-sum">
        <dt>{t('orders.total')}</dt>
        <dd translate={false}>{config.value && <span class="currency">{currencySign(config.value.currency)}</span>} {isVoid(status) ? <s>{amount}</s> : amount}</dd>
      </div>
    </dl>
  );
};

import { Name } from '../../../components/name';
import { formatCents, toCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';

/** @param whole whether names are told whole, in as many lines as they need */
export const Lines = ({ order, whole }: { order: Order; whole?: boolean }) => (
  <table class="table order-lines-table" aria-label={t('opened.lines')}>
    <thead>
      <tr>
        <th scope="col" class="rest">{t('opened.product')}</th>
        <th scope="col" class="n">{t('opened.quantity')}</th>
        <th scope="col" class="n">{t('opened.price')}</th>
        <th scope="col" class="n">{t('opened.sum')}</th>
      </tr>
    </thead>
    <tbody translate={false}>
      {order.lines.map(({ product_id, name, price, quantity }) => (
        <tr key={product_id}>
          <th scope="row" class="rest" dir={whole ? 'auto' : undefined}>{whole ? name : <Name>{name}</Name>}</th>
          <td class="n strong">{formatUnits(quantity)}</td>
          <td class="n quiet">{formatCents(toCents(price))}</td>
          <td class="n strong">{formatCents(toCents(price) * quantity)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

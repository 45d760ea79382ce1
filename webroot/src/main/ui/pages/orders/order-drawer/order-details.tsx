import { By } from '../../../components/by';
import { onDay } from '../../../lib/format/time';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { Lines } from './lines';
import { Sums } from './sums';
import { Timeline } from './timeline';

export const OrderDetails = ({ order }: { order: Order }) => (
  <div class="order-details">
    <dl class="facts">
      <dt>{t('orders.reference')}</dt>
      <dd class="strong" translate={false} dir="auto">{order.reference || '–'}</dd>
      <dt>{t('opened.placed')}</dt>
      <dd>{onDay(order.created_at)}<By who={order.placed_by} /></dd>
    </dl>
    <Lines order={order} />
    <Sums order={order} />
    <h3>{t('opened.timeline')}</h3>
    <Timeline order={order} />
  </div>
);

import { By } from '../../../components/by';
import { config } from '../../../lib/desk';
import { dayOf } from '../../../lib/format/day';
import { formatCents, toCents } from '../../../lib/format/money';
import { dayName, timeOfDay } from '../../../lib/format/time';
import { formatUnits } from '../../../lib/format/units';
import type { Order, Reached } from '../../../lib/server/types';
import { t } from '../../../texts';

/** When it happened, what, by whom and why; the latest first. */
export const Timeline = ({ order }: { order: Order }) => (
  <ol class="timeline">
    {[...order.history].reverse().map(step => (
      <li key={step.status}>
        <time dateTime={step.at}>
          {dayOf(step.at) !== dayOf(order.created_at) && `${dayName(step.at)} `}
          {timeOfDay(step.at)}
        </time>
        <div>
          <span class={step.status === 'completed' ? '' : 'strong'}>{t(`opened.step.${step.status}`, { amount: formatCents(toCents(order.total), config.value?.currency) })}</span>
          <By who={step.status === 'pending' ? order.placed_by : step.status === 'refunded' ? order.refunded_by : undefined} />
          <Why order={order} step={step} />
        </div>
      </li>
    ))}
  </ol>
);

const Why = ({ order, step: { reason, restock, not_returned } }: { order: Order; step: Reached }) => (
  <>
    {reason && <p class="quiet" translate={false} dir="auto">“{reason}”</p>}
    {restock !== undefined && !not_returned && <p class="quiet">{t(restock ? 'opened.restocked' : 'opened.notRestocked')}</p>}
    {not_returned && <p class="quiet">{couldNotGoBack(order, not_returned)}</p>}
  </>
);

/** What of the order's goods is not in stock again, for the clerk to read. */
function couldNotGoBack(order: Order, units: NonNullable<Reached['not_returned']>) {
  const lost = order.lines.flatMap(line =>
    units.filter(({ product_id }) => product_id === line.product_id).map(({ quantity }) => `${formatUnits(quantity)} × ${line.name}`),
  );
  const goods = lost.join(', ');
  return t(lost.length < order.lines.length ? 'opened.partNotReturned' : 'opened.notReturned', { goods });
}

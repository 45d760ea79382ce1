import { orders } from '../../../lib/desk';
import { beginOf, dayAfter } from '../../../lib/format/day';
import { formatCents, toCents } from '../../../lib/format/money';
import { dayName } from '../../../lib/format/time';
import { t } from '../../../texts';
import { today } from './today';

/** Above the orders of a day: how many there are and what they come to, in the list or not. */
export const DayHeading = ({ day, columns }: { day: string; columns: number }) => {
  const counted = orders.days.all.value.get(day);
  const now = today.value;
  const word = day === now ? t('orders.today') : day === dayAfter(now, -1) ? t('orders.yesterday') : undefined;
  const date = dayName(beginOf(day)!);
  return (
    <th scope="rowgroup" colSpan={columns}>
      <div class="day-heading">
        <span class="strong">{word ?? date}</span>
        {word && <span class="quiet">{date}</span>}
        {counted && (
          <>
            <span class="day-count">{t('orders.count', { n: counted.orders })}</span>
            <span class="strong day-sum" translate={false}>{formatCents(toCents(counted.total))}</span>
          </>
        )}
      </div>
    </th>
  );
};

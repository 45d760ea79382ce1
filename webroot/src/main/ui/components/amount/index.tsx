import { config } from '../../lib/desk';
import { formatCents } from '../../lib/format/money';

/** An amount of money in the currency of the shop. */
export const Amount = ({ cents }: { cents: number }) => <span translate={false}>{formatCents(cents, config.value?.currency)}</span>;

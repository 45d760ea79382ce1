import type { ComponentChildren } from 'preact';
import type { OrderStatus } from '../../lib/server/types';
import { t } from '../../texts';

interface Props {
  /** `warn` needs a look, `bad` has gone wrong. */
  tone?: 'warn' | 'bad';
  /** Filled: it is over. Otherwise something is still to come. */
  dot?: boolean;
  children: ComponentChildren;
}

/** A word for what is not as it usually is, with a sign for those who do not see its colour. */
export const Status = ({ tone = undefined, dot, children }: Props) => (
  <span class={['status', tone, dot && 'dot'].filter(Boolean).join(' ')}>{children}</span>
);

const LOOKS: Record<OrderStatus, Omit<Props, 'children'>> = {
  pending: { tone: 'warn' },
  completed: { dot: true },
  refunded: { dot: true },
  failed: { tone: 'bad', dot: true },
};

export const OrderStatusOf = ({ status }: { status: OrderStatus }) => <Status {...LOOKS[status]}>{t(`status.${status}`)}</Status>;

/** Nothing for a completed order: silence is the normal state. */
export const UnusualStatus = ({ status }: { status: OrderStatus }) => (status === 'completed' ? null : <OrderStatusOf status={status} />);

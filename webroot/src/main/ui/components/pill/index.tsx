import type { ComponentChildren } from 'preact';
import type { OrderStatus } from '../../lib/server/types';

export type Tone = 'success' | 'warning' | 'danger' | 'secondary';

/** Whole class names, so that the build finds them. */
const COLOURS: Record<Tone, string> = {
  success: 'text-success-emphasis bg-success-subtle border-success-subtle',
  warning: 'text-warning-emphasis bg-warning-subtle border-warning-subtle',
  danger: 'text-danger-emphasis bg-danger-subtle border-danger-subtle',
  secondary: 'text-secondary-emphasis bg-secondary-subtle border-secondary-subtle',
};

interface Props {
  tone: Tone;
  /** Distinguishes the pill for those who do not see its colour. */
  sign: string;
  children: ComponentChildren;
}

export const Pill = ({ tone, sign, children }: Props) => (
  <span class={`badge rounded-pill border fw-semibold ${COLOURS[tone]}`}>
    <span aria-hidden="true">{sign}</span> {children}
  </span>
);

const STATUSES: Record<OrderStatus, { tone: Tone; sign: string }> = {
  pending: { tone: 'warning', sign: '…' },
  completed: { tone: 'success', sign: '✓' },
  refunded: { tone: 'secondary', sign: '↩' },
  failed: { tone: 'danger', sign: '✕' },
};

export const StatusPill = ({ status }: { status: OrderStatus }) => <Pill {...STATUSES[status]}>{status}</Pill>;

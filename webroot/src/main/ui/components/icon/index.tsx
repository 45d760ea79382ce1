import {
  ArrowDown,
  ArrowUp,
  Check,
  ChevronDown,
  ChevronUp,
  CircleAlert,
  Copy,
  Ellipsis,
  Funnel,
  Package,
  Plus,
  Printer,
  Repeat,
  ScanBarcode,
  Search,
  SlidersHorizontal,
  TriangleAlert,
  Undo2,
  WifiOff,
  X,
  type IconNode,
} from 'lucide';
import { h } from 'preact';

const ICONS = {
  add: Plus,
  again: Repeat,
  ascending: ArrowUp,
  close: X,
  copy: Copy,
  descending: ArrowDown,
  down: ChevronDown,
  fault: CircleAlert,
  filter: Funnel,
  more: Ellipsis,
  offline: WifiOff,
  print: Printer,
  refund: Undo2,
  scan: ScanBarcode,
  search: Search,
  settings: SlidersHorizontal,
  stock: Package,
  tick: Check,
  up: ChevronUp,
  warning: TriangleAlert,
} satisfies Record<string, IconNode>;

export type IconName = keyof typeof ICONS;

/** Says nothing to screen readers: what it means stands beside it, or is the label of its button. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    {ICONS[name].map(([shape, attributes], n) => h(shape, { key: n, ...attributes }))}
  </svg>
);

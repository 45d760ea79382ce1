import { Dialog } from '../../../components/dialog';
import { may, type Scope } from '../../../lib/access/session';
import { config } from '../../../lib/desk';
import { formatCents, toCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import type { Row } from '../../../lib/live/collection';
import type { Product } from '../../../lib/server/types';

/** What can be done with a product. */
export interface RowActions {
  edit(product: Product): void;
  adjust(product: Product): void;
  history(product: Product): void;
  remove(product: Product): void;
}

export const ACTION_NAMES: Record<keyof RowActions, string> = { edit: 'Edit', adjust: 'Stock', history: 'History', remove: 'Delete' };

const NEEDS: Record<keyof RowActions, Scope> = { edit: 'products:write', adjust: 'stock:adjust', history: 'products:read', remove: 'products:write' };

/** Those that are for who has logged in. */
export const allowedActions = () => (Object.keys(ACTION_NAMES) as (keyof RowActions)[]).filter(action => may(NEEDS[action]));

interface Props {
  row: Row<Product>;
  actions: RowActions;
  onClose: () => void;
}

/** For small screens: what the table has no room for. */
export const RowMenu = ({ row, actions, onClose }: Props) => {
  const product = row.value;
  const facts = [
    ['Price', formatCents(toCents(product.price), config.value?.currency)],
    ['Free', formatUnits(product.quantity)],
    ['Held for orders', formatUnits(product.held)],
    ['Low at', product.low_stock_at === null ? 'default' : formatUnits(product.low_stock_at)],
  ];
  return (
    <Dialog title={product.name} onClose={onClose}>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="d-grid gap-2">
        {allowedActions().map((action, n) => (
          <button
            key={action}
            type="button"
            class="btn border"
            autofocus={n === 0}
            onClick={() => {
              onClose();
              actions[action](product);
            }}
          >
            {ACTION_NAMES[action]}
          </button>
        ))}
      </div>
    </Dialog>
  );
};

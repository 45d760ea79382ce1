import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Key } from '../../../components/key';
import { Menu, MenuGroup, MenuItem } from '../../../components/menu';
import { may } from '../../../lib/access/session';
import { deletions } from '../../../lib/desk';
import { formatUnits } from '../../../lib/format/units';
import { focusDrawnRow } from '../../../lib/lists/row-focus';
import type { Product } from '../../../lib/server/types';
import { t } from '../../../texts';
import type { Way } from '../stock-dialog';

/** What can be done with a product. */
export interface RowActions {
  edit(product: Product): void;
  adjust(product: Product, way?: Way): void;
  history(product: Product): void;
  remove(product: Product): void;
  undo(product: Product): void;
}

interface Props {
  product: Product;
  actions: RowActions;
}

/** In the row while it is pointed at or has the focus: no number moves for them, only the middle of a long name. */
export const Actions = ({ product, actions }: Props) => {
  const deleted = deletions.ids.value.has(product.id);
  const wasDeleted = useRef(deleted);
  // In a layout effect, so that the next key is not lost.
  useLayoutEffect(() => {
    if (deleted !== wasDeleted.current && document.activeElement === document.body) focusDrawnRow(product.id);
    wasDeleted.current = deleted;
  }, [deleted]);
  if (deleted) {
    return (
      <Button key="undo" look="link" class="undo" keys="u" tabIndex={-1} onClick={() => actions.undo(product)}>
        <span>{t('message.undo')}<span class="visually-hidden">: {t('product.undo', { name: product.name })}</span></span>
      </Button>
    );
  }
  const writes = may('products:write');
  return (
    <div key="actions" class="row-actions">
      {writes && <Action name="edit" keys="e" product={product} onChoose={actions.edit} />}
      {may('stock:adjust') && <Action name="stock" keys="s" product={product} onChoose={actions.adjust} />}
      <Action name="history" keys="h" product={product} onChoose={actions.history} />
      <Menu label={t('product.menu', { name: product.name })} look="button bare square more" tabIndex={-1} button={<Icon name="more" />}>
        <Items product={product} actions={actions} />
      </Menu>
    </div>
  );
};

/** On its own, because it is drawn only when the menu is open. */
const Items = ({ product, actions }: Props) => {
  const writes = may('products:write');
  return (
    <>
      <MenuGroup name={factsOf(product)}>
        {writes && <MenuItem keys="e" onChoose={() => actions.edit(product)}>{t('product.action.edit')}</MenuItem>}
        {may('stock:adjust') && (
          <>
            <MenuItem keys="+" onChoose={() => actions.adjust(product, 'add')}>{t('product.menu.add')}</MenuItem>
            <MenuItem keys="-" onChoose={() => actions.adjust(product, 'remove')}>{t('product.menu.remove')}</MenuItem>
            <MenuItem keys="c" onChoose={() => actions.adjust(product, 'count')}>{t('product.menu.count')}</MenuItem>
          </>
        )}
        <MenuItem keys="h" onChoose={() => actions.history(product)}>{t('product.action.history')}</MenuItem>
      </MenuGroup>
      {writes && (
        <>
          <hr />
          <MenuItem keys="Delete" danger onChoose={() => actions.remove(product)}>{t('product.action.delete')}</MenuItem>
        </>
      )}
    </>
  );
};

/** What a small screen has no column for. */
const factsOf = ({ held, low_stock_at }: Product) =>
  [t('product.facts.held', { n: held }), low_stock_at === null ? t('product.facts.low.default') : t('product.facts.low', { units: formatUnits(low_stock_at) })].join(' · ');

interface ActionProps {
  name: 'edit' | 'stock' | 'history';
  keys: string;
  product: Product;
  onChoose: (product: Product) => void;
}

/** A text with its key, and without it where there is little room. */
const Action = ({ name, keys, product, onChoose }: ActionProps) => (
  <button
    type="button"
    class="button bare"
    tabIndex={-1}
    aria-keyshortcuts={keys}
    onClick={() => onChoose(product)}
  >
    <span>{t(`product.action.${name}`)}<span class="visually-hidden">: {product.name}</span></span>
    <Key keys={keys} />
  </button>
);

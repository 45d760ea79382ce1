import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Page } from '../../components/page';
import { may } from '../../lib/access/session';
import { useOverlay } from '../../lib/browser/address';
import { products } from '../../lib/desk';
import type { Order } from '../../lib/server/types';
import { t } from '../../texts';
import { OrderDrawer } from './order-drawer/later';
import { hasRoom } from './order-drawer/room';
import { OrderForm } from './order-form';
import { fillForm } from './order-form/filling';
import { OrderList } from './order-list';
import { useFiltering } from './order-list/filtering';
import { view } from './view';

/** Longer than usual, because there is more to read. */
const GONE_MILLIS = 15_000;

export const OrdersPage = () => {
  const drawer = useOverlay('order');
  const picker = useRef<HTMLInputElement>(null);
  const filtering = useFiltering();
  const [pickerNext, setPickerNext] = useState(false);

  const toPicker = () => {
    view.value = 'order';
    picker.current?.focus();
  };
  // A link to a search or an order shows the list.
  useLayoutEffect(() => {
    if (drawer.opened || Object.keys(filtering.filter).length) view.value = 'list';
  }, []);

  const again = (order: Order) => {
    if (drawer.opened) drawer.close();
    const gone = products.load.done.peek() ? order.lines.filter(({ product_id }) => !products.get(product_id)) : [];
    const kept = { ...order, lines: order.lines.filter(line => !gone.includes(line)) };
    const { number } = order;
    if (gone.length) fillForm(kept, t('draft.again.gone', { number, names: gone.map(({ name }) => name).join(', ') }), GONE_MILLIS);
    else fillForm(kept, t('draft.again', { number }));
    view.value = 'order'; // what is not shown yet cannot have the focus
    setPickerNext(true);
  };
  // Only after the drawer has given the focus back, and in the field of the new draft.
  useLayoutEffect(() => {
    if (drawer.opened || !pickerNext) return;
    picker.current?.focus();
    setPickerNext(false);
  }, [drawer.opened, pickerNext]);

  return (
    <Page title={t('page.orders')}>
      <div class={may('orders:place') ? 'orders-page' : 'orders-page only-list'} data-view={view}>
        {may('orders:place') && (
          <>
            <Views />
            <OrderForm picker={picker} onOpen={drawer.open} />
          </>
        )}
        <div class="list-pane">
          <OrderList
            filtering={filtering}
            opened={drawer.opened}
            covered={drawer.opened !== undefined && hasRoom.value && may('orders:place')}
            onOpen={drawer.open}
            onClose={drawer.close}
            onAgain={again}
            onNew={toPicker}
          />
        </div>
        {drawer.opened && <OrderDrawer id={drawer.opened} onClose={drawer.close} onOpen={drawer.open} onAgain={again} />}
      </div>
    </Page>
  );
};

/** On a screen that has room for one of them. Both stay mounted, so neither loses what was entered, the focus aside. */
const Views = () => (
  <div class="tabs views">
    {(['order', 'list'] as const).map(name => (
      <button key={name} type="button" class="tab" aria-pressed={view.value === name} onClick={() => (view.value = name)}>
        {t(`order.views.${name}`)}
      </button>
    ))}
  </div>
);

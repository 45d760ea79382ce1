import { render, type ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { By } from '../../../components/by';
import { orders } from '../../../lib/desk';
import { onDay } from '../../../lib/format/time';
import { complain } from '../../../lib/messages/toast';
import type { Order } from '../../../lib/server/types';
import { t } from '../../../texts';
import { Lines } from './lines';
import { Sums } from './sums';

/** An order as it goes out of the house: nothing to press, and nothing that only the desk knows. */
const Sheet = ({ order }: { order: Order }) => (
  <>
    <h1 translate={false}>{t('opened.title', { number: order.number })}</h1>
    <dl class="facts">
      <dt>{t('opened.placed')}</dt>
      <dd>{onDay(order.created_at)}<By who={order.placed_by} /></dd>
      {order.reference && (
        <>
          <dt>{t('orders.reference')}</dt>
          <dd class="strong" translate={false} dir="auto">{order.reference}</dd>
        </>
      )}
      {order.status !== 'completed' && (
        <>
          <dt>{t('orders.status')}</dt>
          <dd class="strong">{t(`status.${order.status}`)}</dd>
        </>
      )}
    </dl>
    <Lines order={order} whole />
    <Sums order={order} />
  </>
);

/** What stands on the page beside the desk, and on paper instead of it. Returns what takes it away. */
function layOut(order: Order) {
  const sheet = document.createElement('div');
  sheet.className = 'sheet';
  document.body.append(sheet);
  const margins = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, margins];
  const draw = (order: Order) => {
    render(<Sheet order={order} />, sheet);
    margins.replaceSync(marginsOf(order));
  };
  draw(order);
  return {
    sheet,
    draw,
    remove() {
      render(null, sheet);
      sheet.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== margins);
    },
  };
}

/** What stands below each page. A rule of its own, because it differs by order and language. */
function marginsOf({ number, reference }: Order) {
  const [before = '', between = '', after = ''] = t('opened.page', { page: '\0', pages: '\0' }).split('\0');
  const pages = [JSON.stringify(before), 'counter(page)', JSON.stringify(between), 'counter(pages)', JSON.stringify(after)].join(' ');
  const name = [t('opened.title', { number }), reference?.slice(0, 60)].filter(Boolean).join(' · ');
  return `@page { @bottom-left { content : ${cssText(name)} } @bottom-right { content : ${pages} } }`;
}

/** A string of CSS: nothing in it ends it. */
const cssText = (text: string) => `"${text.replace(/["\\\n\r\f]/g, sign => `\\${sign.charCodeAt(0).toString(16)} `)}"`;

/** Puts the order on paper for as long as it is open, however it is printed. */
export const OnPaper = ({ order }: { order: Order }): ComponentChildren => {
  const laid = useRef<ReturnType<typeof layOut>>(undefined);
  useLayoutEffect(() => {
    if (laid.current) laid.current.draw(order);
    else laid.current = layOut(order);
  });
  useLayoutEffect(() => () => laid.current!.remove(), []);
  return null;
};

/** Prints an order that need not be open. */
export async function printOrder(id: string) {
  try {
    const { sheet, remove } = layOut((await orders.open(id)).peek());
    // A letter that has not been shown before may be in a file that has still to be loaded.
    await document.fonts.load('1rem Inter', sheet.textContent).catch(() => {});
    addEventListener('afterprint', remove, { once: true });
    print();
  } catch (error) {
    complain(error as Error);
  }
}

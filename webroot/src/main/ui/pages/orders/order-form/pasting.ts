import { batch, signal } from '@preact/signals';
import { deletions, products } from '../../../lib/desk';
import { announce } from '../../../lib/messages/toast';
import { MAX_LINES } from '../../../lib/orders/draft';
import { readPasted, type PastedLine } from '../../../lib/orders/pasted-lines';
import { t } from '../../../texts';
import { draft } from './placing';

interface Pasted {
  /** The draft that it went into. */
  draft: string;
  added: number;
  left: { text: string; why: string }[];
  /** Lines that were not looked at. */
  cut: number;
}

/** What was not added of the lines that were pasted last. */
export const pasted = signal<Pasted | undefined>(undefined);

/** Adds those of the pasted lines that surely mean a product and a number; the others are said. */
export function addPasted(text: string) {
  const offered = products.rows.peek().filter(row => !deletions.ids.peek().has(row.peek().id));
  const lines = text.split('\n').filter(line => line.trim());
  const left: Pasted['left'] = [];
  let added = 0;
  batch(() => {
    for (const line of readPasted(lines.slice(0, MAX_LINES).join('\n'), offered)) {
      const why = 'why' in line ? whyNot(line) : draft.hasRoom(line.product.id) ? undefined : t('order.entry.full', { n: MAX_LINES });
      if (why !== undefined) left.push({ text: line.text, why });
      else if ('product' in line) {
        draft.add(line.product, line.units);
        added++;
      }
    }
  });
  const cut = lines.length - Math.min(lines.length, MAX_LINES);
  pasted.value = left.length || cut ? { draft: draft.id, added, left, cut } : undefined;
  announce(t('order.pasted', { added, n: lines.length }));
}

function whyNot({ why, found }: Extract<PastedLine, { why: string }>) {
  switch (why) {
    case 'none':
      return products.load.done.peek() ? t('picker.none') : t('picker.loading');
    case 'several':
      return t('order.pasted.several', { n: found! });
    case 'uncounted':
      return t('order.pasted.uncounted');
    case 'doubtful':
      return t('order.pasted.doubtful');
  }
}

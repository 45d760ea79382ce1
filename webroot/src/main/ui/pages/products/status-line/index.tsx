import { Key } from '../../../components/key';
import { may } from '../../../lib/access/session';
import { config, products } from '../../../lib/desk';
import { formatCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import { t } from '../../../texts';

interface Props {
  /** How many products are shown. */
  shown: number;
  filtered: boolean;
}

/** Below the list: what it comes to, and the keys that move in it. */
export const StatusLine = ({ shown, filtered }: Props) => {
  const all = products.rows.value.length;
  return (
    <footer class="status-line">
      <span role="status">{products.load.done.value && (filtered ? t('products.found', { n: all, found: formatUnits(shown) }) : t('products.count', { n: all }))}</span>
      {products.load.done.value && <Worth />}
      <span class="list-keys" aria-hidden="true">
        <span><Key keys="ArrowUp" /><Key keys="ArrowDown" /> {t('products.keys.row')}</span>
        {may('products:write') && <span><Key keys="Enter" /> {t('products.keys.edit')}</span>}
        <span><Key keys="?" /> {t('products.keys.all')}</span>
      </span>
    </footer>
  );
};

/** On its own, because it changes with each sale. */
const Worth = () => (
  <>
    <span>{t('shell.low', { n: products.low.value.size })}</span>
    <span class="worth">{t('products.worth', { amount: formatCents(Number(products.worth.value), config.value?.currency) })}</span>
  </>
);

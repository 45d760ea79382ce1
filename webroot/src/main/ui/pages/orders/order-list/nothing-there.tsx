import { Button } from '../../../components/button';
import { Empty, ErrorNotice } from '../../../components/states';
import { may } from '../../../lib/access/session';
import { useShortcut } from '../../../lib/keyboard/shortcuts';
import type { ProblemError } from '../../../lib/server/problem';
import { t } from '../../../texts';
import { chipsOf, clear } from './chips';
import type { Filtering } from './filtering';

interface Props {
  filtering: Filtering;
  /** Why there can be nothing. */
  fault: ProblemError | undefined;
  onNew: () => void;
  onCleared: () => void;
}

/** In the place of the rows. */
export const NothingThere = ({ filtering, fault, onNew, onCleared }: Props) => {
  if (Object.keys(filtering.filter).length) return <NoMatch filtering={filtering} fault={fault} onCleared={onCleared} />;
  if (fault) return <ErrorNotice error={fault} />;
  return (
    <Empty title={t('orders.none')}>
      {may('orders:place') && <Button onClick={onNew}>{t('orders.first')}</Button>}
    </Empty>
  );
};

const NoMatch = ({ filtering, fault, onCleared }: Omit<Props, 'onNew'>) => {
  const { q } = filtering.filter;
  const wanted = [...(q ? [`“${q}”`] : []), ...chipsOf(filtering).map(({ value }) => value)];
  const clearAll = () => {
    clear(filtering);
    onCleared();
  };
  useShortcut('Escape', t('orders.filter.clear'), clearAll);
  const way = <Button keys="Escape" onClick={clearAll}>{t('orders.filter.clear')}</Button>;
  if (fault) {
    return (
      <>
        <ErrorNotice error={fault} />
        <Empty title={t('orders.nothing')}>{way}</Empty>
      </>
    );
  }
  return (
    <Empty title={t('orders.noMatch')}>
      <p class="quiet" translate={false}>{wanted.join(' · ')}</p>
      {way}
    </Empty>
  );
};

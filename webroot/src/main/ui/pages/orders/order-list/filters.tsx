import type { RefObject } from 'preact';
import { Button } from '../../../components/button';
import { soon } from '../../../components/later';
import { t } from '../../../texts';
import type { Filtering } from './filtering';
import { Search } from './search';

const Chips = soon(() => import('./chips').then(({ Chips }) => Chips));
const Fields = soon(() => import('./fields').then(({ Fields }) => Fields));

interface Props {
  filtering: Filtering;
  search: RefObject<HTMLInputElement | null>;
  /** Whether the fields of the filter are shown. */
  open: boolean;
  onOpen: (open: boolean) => void;
}

export const Filters = ({ filtering, search, open, onOpen }: Props) => (
  <>
    <ul class="filters" aria-label={t('orders.filter.all')}>
      <li class="filter-search"><Search filter={filtering.filter} change={filtering.change} inputRef={search} /></li>
      <Chips filtering={filtering} onRemoved={() => search.current?.focus()} />
      <li><Button icon="filter" keys="f" aria-expanded={open} onClick={() => onOpen(!open)}>{t('orders.filter')}</Button></li>
    </ul>
    {open && <Fields filtering={filtering} onClose={() => onOpen(false)} />}
  </>
);

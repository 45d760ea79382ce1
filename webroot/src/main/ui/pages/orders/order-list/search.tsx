import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { FilterInput } from '../../../components/filter-input';
import { orders } from '../../../lib/desk';
import { focusFirstRow } from '../../../lib/lists/row-focus';
import { t } from '../../../texts';
import type { Filtering } from './filtering';

/** The pause in typing after which the search is sent. */
const TYPING_MILLIS = 200;

interface Props extends Pick<Filtering, 'filter' | 'change'> {
  inputRef: RefObject<HTMLInputElement | null>;
}

export const Search = ({ filter: { q = '' }, change, inputRef }: Props) => {
  const text = useSignal(q);
  const searched = useRef(q);
  /** Whether what is typed has an entry of its own in the history by now: each letter would be too many. */
  const entered = useRef(false);
  /** The search whose results will get the focus; undefined once the clerk types or does something else. */
  const awaited = useSignal<string | undefined>(undefined);

  // The address may also change elsewhere, or by going back. Noticed at once, or it would undo the clerk's next key.
  useLayoutEffect(() => {
    if (q === searched.current) return;
    text.value = q;
    searched.current = q;
    entered.current = false;
  }, [q]);
  const search = () => {
    const query = text.peek().trim();
    if (query === searched.current) return;
    searched.current = query;
    change({ q: query }, entered.current);
    entered.current = true;
  };
  useEffect(() => {
    if (text.value.trim() !== awaited.value) awaited.value = undefined;
    const pause = setTimeout(search, TYPING_MILLIS);
    return () => clearTimeout(pause);
  }, [text.value]);
  const found = orders.load.done.value && (orders.filter.value.q ?? '') === awaited.value;
  useEffect(() => {
    if (found) focusFirstRow();
  }, [found]);

  return (
    <FilterInput
      label={t('orders.search')}
      text={text}
      keys="/"
      inputRef={inputRef}
      onDone={() => {
        search();
        awaited.value = searched.current;
      }}
      onLeave={() => {
        search();
        entered.current = false;
        awaited.value = undefined;
      }}
    />
  );
};

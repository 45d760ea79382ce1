import { computed, useComputed, useSignal, type Signal } from '@preact/signals';
import type { Ref } from 'preact';
import { deletions, products } from '../../lib/desk';
import { sorted } from '../../lib/lists/listing';
import type { Row } from '../../lib/live/collection';
import { findCounted, isDoubtful, type Found } from '../../lib/orders/counted';
import type { Product } from '../../lib/server/types';
import { t } from '../../texts';
import { Icon } from '../icon';
import { later } from '../later';
import type { Option } from './options';

/** On its way before a clerk has typed a letter. */
const Options = later(() => import('./options').then(({ Options }) => Options));
Options.ahead();

/** What was picked, and how many if that was surely said, too. */
export interface Picked {
  product: Product;
  units?: number;
  /** Whether nothing is left to ask. */
  sure: boolean;
}

interface Props {
  id: string;
  label: string;
  placeholder?: string;
  /** In a toolbar: as high as other fields there. */
  compact?: boolean;
  /** Whether a number in front of the words is how many. */
  counting?: boolean;
  /** The key that leads here, as in useShortcut(). */
  keys?: string;
  text: Signal<string>;
  inputRef?: Ref<HTMLInputElement>;
  /** What is wrong with the current choice. */
  complaint?: string;
  onType?: () => void;
  onPick: (picked: Picked) => void;
  /** Enter without any text; by default it opens the list. */
  onEnterEmpty?: () => void;
  onPaste?: (event: ClipboardEvent) => void;
}

const byName = computed(() => sorted(products.rows.value, row => row.peek().name, false));
/** What is about to be deleted is not offered. */
const offered = computed(() => {
  const gone = deletions.ids.value;
  return gone.size ? byName.value.filter(row => !gone.has(row.peek().id)) : byName.value;
});

const PAGE = 8;

const nameOf = (row: Row<Product>) => row.peek().name;

/**
 * A dropdown of all products that filters as the clerk types: a combobox as described by the ARIA Authoring Practices. The focus
 * stays in the field; only the options in view are drawn.
 */
export const ProductPicker = (props: Props) => {
  const { id, label, placeholder = label, compact, counting, keys, text, inputRef, complaint, onType, onPick, onEnterEmpty, onPaste } = props;
  const open = useSignal(false);
  const active = useSignal(-1);
  /** Whether the clerk has moved to the one that is highlighted; otherwise it only stands first. */
  const chosenByKeys = useSignal(false);
  /** It does not filter: when reopened, the list has all products. */
  const picked = useSignal('');
  const typed = useComputed(() => text.value !== '' && text.value !== picked.value);
  const found = useComputed<Found<Row<Product>>>(() =>
    typed.value ? findCounted(offered.value, nameOf, text.value, counting) : { rows: offered.value, whole: offered.value.length },
  );

  const optionAt = (index: number): Option | undefined => {
    const { rows, whole, count } = found.value;
    const row = rows[index];
    if (!row) return undefined;
    const counts = index < whole ? undefined : count;
    return { row, count: counts, sure: counts !== undefined && !isDoubtful(counts, nameOf(row)) };
  };
  const show = (index: number, byKeys = false) => {
    open.value = true;
    active.value = index;
    chosenByKeys.value = byKeys;
  };
  const close = () => {
    open.value = false;
    active.value = -1;
  };
  const pick = ({ row, count, sure }: Option, isDone = sure) => {
    picked.value = nameOf(row);
    text.value = nameOf(row);
    close();
    onPick({ product: row.peek(), units: sure ? count?.units : undefined, sure: isDone });
  };
  const goTo = (index: number) => show(Math.max(0, Math.min(index, found.peek().rows.length - 1)), true);

  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.peek().rows.length - 1;
    const chosen = open.peek() ? optionAt(active.peek()) : undefined;
    if (event.ctrlKey || event.metaKey) {
      // The shortcut that places the order takes what is highlighted along, but not a guess.
      const isMeant = chosen && (chosen.sure || (!chosen.count && (last === 0 || chosenByKeys.peek())));
      if (counting && event.key === 'Enter' && isMeant) pick(chosen, true);
      return;
    }
    if (event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
        goTo(active.peek() === last ? 0 : active.peek() + 1);
        break;
      case 'ArrowUp':
        goTo(active.peek() > 0 ? active.peek() - 1 : last);
        break;
      case 'PageDown':
        goTo(active.peek() + PAGE);
        break;
      case 'PageUp':
        goTo(active.peek() - PAGE);
        break;
      case 'Home':
      case 'End':
        if (!open.peek() || event.shiftKey) return;
        goTo(event.key === 'Home' ? 0 : last);
        break;
      case 'Enter':
        if (chosen) pick(chosen);
        else if (onEnterEmpty && !text.peek()) onEnterEmpty();
        else show(text.peek() ? 0 : -1);
        break;
      case 'Escape':
        if (!open.peek()) {
          if (!text.peek()) return;
          text.value = '';
          onType?.();
        }
        close();
        break;
      case 'Tab':
        if (!chosen || event.shiftKey) return;
        pick(chosen, false);
        if (!counting && document.activeElement === event.target) return;
        break; // onPick() moves the focus
      default:
        return;
    }
    event.preventDefault();
  };

  const hits = open.value ? found.value.rows.length : undefined;
  const nothing = products.load.done.value ? t('picker.none') : t('picker.loading');
  return (
    <div class="picker">
      <label class="visually-hidden" for={id}>{label}</label>
      <div class={compact ? 'field' : 'field large'}>
        <Icon name={compact ? 'stock' : 'scan'} />
        <input
          ref={inputRef}
          id={id}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={Boolean(hits)}
          aria-controls={hits ? `${id}-options` : undefined}
          aria-activedescendant={hits && active.value >= 0 ? `${id}-${active.value}` : undefined}
          aria-invalid={complaint !== undefined}
          aria-describedby={`${id}-help`}
          aria-keyshortcuts={keys}
          placeholder={placeholder}
          autocomplete="off"
          spellcheck={false}
          value={text.value}
          onInput={event => {
            picked.value = '';
            text.value = event.currentTarget.value;
            if (event.inputType === 'historyUndo') close();
            else show(text.value ? 0 : -1);
            onType?.();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={event => event.currentTarget.select()}
          onMouseDown={() => (open.peek() ? close() : show(-1))}
          onBlur={close}
        />
      </div>
      {hits !== undefined && hits > 0 && (
        <Options
          id={id}
          found={found.value}
          optionAt={optionAt}
          active={active.value}
          query={typed.value ? text.value : ''}
          adds={counting}
          onPoint={index => (active.value = index)}
          onPick={option => pick(option)}
        />
      )}
      {hits === 0 && <div class="picker-list nothing">{nothing}</div>}
      <div id={`${id}-help`} class={complaint ? 'said' : 'visually-hidden'} role="status">
        {complaint ? <span class="bad-text">{complaint}</span> : hits !== undefined && (hits ? t('picker.count', { n: hits }) : nothing)}
      </div>
    </div>
  );
};

import { computed, useComputed, useSignal, type Signal } from '@preact/signals';
import type { Ref } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { deletions, products } from '../../lib/desk';
import { toCents } from '../../lib/format/money';
import { formatUnits } from '../../lib/format/units';
import { marked, matcher, ranked, sorted } from '../../lib/lists/listing';
import type { Row } from '../../lib/live/collection';
import type { Product } from '../../lib/server/types';
import { Amount } from '../amount';

interface Props {
  id: string;
  label: string;
  /** Shows the label as a placeholder; screen readers still read it out. */
  compact?: boolean;
  text: Signal<string>;
  inputRef?: Ref<HTMLInputElement>;
  /** What is wrong with the current choice. */
  complaint?: string;
  onType?: () => void;
  onPick: (product: Product) => void;
}

const byName = computed(() => sorted(products.rows.value, row => row.peek().name, false));
/** What is about to be deleted is not offered. */
const offered = computed(() => {
  const gone = deletions.ids.value;
  return gone.size ? byName.value.filter(row => !gone.has(row.peek().id)) : byName.value;
});

/** In pixels, as in desk.css. */
const OPTION_HEIGHT = 44;
const PAGE = 8;
/** Options drawn above and below those in view. */
const MARGIN = 8;

/**
 * A dropdown of all products that filters as the clerk types: a combobox as described by the ARIA Authoring Practices. The focus
 * stays in the field; only the options in view are drawn.
 */
export const ProductPicker = ({ id, label, compact, text, inputRef, complaint, onType, onPick }: Props) => {
  const open = useSignal(false);
  const active = useSignal(-1);
  /** A picked name does not filter: when reopened, the list has all products. */
  const typed = useSignal(false);
  const rows = useComputed(() => {
    if (!typed.value) return offered.value;
    const matches = matcher(text.value);
    const found = offered.value.filter(row => matches(row.peek().name));
    return ranked(found, row => row.peek().name, text.value);
  });

  const show = (index: number) => {
    open.value = true;
    active.value = index;
  };
  const close = () => {
    open.value = false;
    active.value = -1;
  };
  const pick = (row: Row<Product>) => {
    typed.value = false;
    text.value = row.peek().name;
    close();
    onPick(row.peek());
  };
  const goTo = (index: number) => show(Math.max(0, Math.min(index, rows.peek().length - 1)));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const last = rows.peek().length - 1;
    const chosen = open.peek() ? rows.peek()[active.peek()] : undefined;
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
        if (chosen && !event.shiftKey) pick(chosen);
        if (document.activeElement === event.target) return;
        break; // onPick() has already moved the focus
      default:
        return;
    }
    event.preventDefault();
  };

  const found = open.value ? rows.value : undefined;
  const options = found?.length ? found : undefined;
  const nothing = products.load.done.value ? 'No product is named like that.' : 'The products are still being loaded.';
  return (
    <div class="picker">
      <label class={compact ? 'visually-hidden' : 'form-label'} for={id}>{label}</label>
      <input
        ref={inputRef}
        id={id}
        class="form-control"
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={options !== undefined}
        aria-controls={options && `${id}-options`}
        aria-activedescendant={options?.[active.value] && `${id}-${active.value}`}
        aria-invalid={complaint !== undefined}
        aria-describedby={`${id}-help`}
        placeholder={compact ? label : 'Type a part of its name'}
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={event => {
          text.value = event.currentTarget.value;
          typed.value = true;
          if (event.inputType === 'historyUndo') close();
          else show(text.value ? 0 : -1);
          onType?.();
        }}
        onKeyDown={onKeyDown}
        onFocus={event => event.currentTarget.select()}
        onMouseDown={() => (open.peek() ? close() : show(-1))}
        onBlur={close}
      />
      {options && <Options id={id} rows={options} active={active.value} query={typed.value ? text.value : ''} onPick={pick} />}
      {found && !options && (
        <div class="options p-2 text-body-secondary">
          {nothing}
        </div>
      )}
      <div id={`${id}-help`} class={complaint ? 'small text-danger-emphasis mt-1' : 'visually-hidden'} role="status">
        {complaint ?? (found && (options ? countOf(found.length) : nothing))}
      </div>
    </div>
  );
};

const countOf = (found: number) => `${formatUnits(found)} ${found === 1 ? 'product' : 'products'}`;

interface OptionsProps {
  id: string;
  rows: readonly Row<Product>[];
  active: number;
  query: string;
  onPick: (row: Row<Product>) => void;
}

const Options = ({ id, rows, active, query, onPick }: OptionsProps) => {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);

  useLayoutEffect(() => {
    const { scrollTop, clientHeight } = list.current!;
    const place = Math.max(0, active) * OPTION_HEIGHT;
    if (place < scrollTop) list.current!.scrollTop = place;
    else if (place + OPTION_HEIGHT > scrollTop + clientHeight) list.current!.scrollTop = place + OPTION_HEIGHT - clientHeight;
    setTop(list.current!.scrollTop);
  }, [active, rows]);

  const first = Math.max(0, Math.floor(top / OPTION_HEIGHT) - MARGIN);
  const last = Math.min(rows.length, first + 3 * MARGIN);
  return (
    <ul
      ref={list}
      id={`${id}-options`}
      class="options"
      role="listbox"
      aria-label="Products"
      onScroll={event => setTop(event.currentTarget.scrollTop)}
      // The focus stays in the field.
      onMouseDown={event => event.preventDefault()}
    >
      <li role="presentation" style={{ height: `${first * OPTION_HEIGHT}px` }} />
      {rows.slice(first, last).map((row, place) => (
        <li
          key={row.peek().id}
          id={`${id}-${first + place}`}
          role="option"
          aria-selected={first + place === active}
          aria-setsize={rows.length}
          aria-posinset={first + place + 1}
          translate={false}
          onClick={() => onPick(row)}
        >
          <Option row={row} query={query} />
        </li>
      ))}
      <li role="presentation" style={{ height: `${(rows.length - last) * OPTION_HEIGHT}px` }} />
    </ul>
  );
};

const Option = ({ row, query }: { row: Row<Product>; query: string }) => {
  const { name, price, quantity } = row.value;
  return (
    <>
      <span>{marked(name, query).map((part, n) => (n % 2 ? <mark key={n}>{part}</mark> : part))}</span>
      <span class="number"><Amount cents={toCents(price)} /></span>
      <span class={`number ${quantity ? '' : 'text-danger-emphasis'}`}>{quantity ? `${formatUnits(quantity)} free` : 'none left'}</span>
    </>
  );
};

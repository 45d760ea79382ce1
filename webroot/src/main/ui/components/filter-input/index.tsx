import type { Signal } from '@preact/signals';
import type { Ref } from 'preact';
import { Icon } from '../icon';
import { Key } from '../key';

interface Props {
  label: string;
  text: Signal<string>;
  /** The key that leads here, as in useShortcut(). */
  keys?: string;
  /** For focusing the input. */
  inputRef?: Ref<HTMLInputElement>;
  /** Called to move on to the results. */
  onDone: () => void;
  /** Called when the focus leaves. */
  onLeave: () => void;
}

/** Filters as the clerk types. Esc clears the input, then leaves it; Enter or the down arrow moves on to the results. */
export const FilterInput = ({ label, text, keys, inputRef, onDone, onLeave }: Props) => (
  <div class="field filter-input">
    <Icon name="search" />
    <input
      ref={inputRef}
      type="search"
      aria-label={label}
      aria-keyshortcuts={keys}
      placeholder={label}
      autocomplete="off"
      spellcheck={false}
      value={text.value}
      onInput={event => (text.value = event.currentTarget.value)}
      onBlur={onLeave}
      onKeyDown={event => {
        if (event.key === 'Escape' && text.peek()) text.value = '';
        else if (event.key === 'ArrowDown' || event.key === 'Enter') onDone();
        else return;
        event.preventDefault(); // otherwise Enter would press the button that gets the focus
      }}
    />
    {keys && <Key keys={keys} />}
  </div>
);

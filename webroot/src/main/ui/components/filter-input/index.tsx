import type { Signal } from '@preact/signals';
import type { Ref } from 'preact';

interface Props {
  label: string;
  text: Signal<string>;
  /** For focusing the input. */
  inputRef?: Ref<HTMLInputElement>;
  /** Called to move on to the results. */
  onDone: () => void;
  /** Called when the focus leaves. */
  onLeave: () => void;
}

/** Filters as the clerk types. Esc clears the input, then leaves it; Enter or the down arrow moves on to the results. */
export const FilterInput = ({ label, text, inputRef, onDone, onLeave }: Props) => (
  <input
    ref={inputRef}
    class="form-control filter-input"
    type="search"
    aria-label={label}
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
);

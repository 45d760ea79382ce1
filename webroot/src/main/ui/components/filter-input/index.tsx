import type { Signal } from '@preact/signals';
import type { Ref } from 'preact';

interface Props {
  label: string;
  text: Signal<string>;
  /** To give it the focus. */
  inputRef?: Ref<HTMLInputElement>;
  /** Goes on to what is found. */
  onDone: () => void;
  /** Told when the focus leaves. */
  onLeave: () => void;
}

/** Filters as one types; Esc clears it, then leaves it, Enter or the arrow key goes on to what is found. */
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
      if (event.isComposing) return;
      if (event.key === 'Escape' && text.peek()) text.value = '';
      else if (event.key === 'ArrowDown' || event.key === 'Enter') onDone();
      else return;
      event.preventDefault(); // or Enter would press the button that gets the focus
    }}
  />
);

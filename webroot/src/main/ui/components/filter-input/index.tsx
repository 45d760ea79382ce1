import type { Signal } from '@preact/signals';
import type { Ref } from 'preact';

interface Props {
  label: string;
  text: Signal<string>;
  /** To give it the focus. */
  inputRef?: Ref<HTMLInputElement>;
}

/** Filters as one types; Esc clears it. */
export const FilterInput = ({ label, text, inputRef }: Props) => (
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
    onKeyDown={event => {
      if (event.key === 'Escape') text.value = '';
    }}
  />
);

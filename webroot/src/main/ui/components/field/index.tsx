import type { ComponentChildren, Ref } from 'preact';
import { Key } from '../key';

interface Props {
  id: string;
  label: string;
  /** Where the label stands: in the field, before what is typed; above it; or, in a table, only for screen readers. */
  labelled?: 'inside' | 'above' | 'unseen';
  /** Higher, for a field that a dialog or a page is about. */
  large?: boolean;
  /** Brings up the numeric keyboard on a small screen. */
  numeric?: boolean;
  value: string;
  onType: (text: string) => void;
  /** What is wrong with the value. */
  error?: string;
  hint?: ComponentChildren;
  placeholder?: string;
  maxLength?: number;
  /** The key that goes here, as in useShortcut(). */
  keys?: string;
  /** Gets the focus when its dialog opens. */
  autofocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

/** A text field that shows what is wrong with it, on the screen and to screen readers. */
export const Field = ({ id, label, labelled = 'above', large, numeric, value, onType, error, hint, keys, inputRef, ...more }: Props) => (
  <div>
    {labelled !== 'inside' && <label class={labelled === 'above' ? 'field-label' : 'visually-hidden'} for={id}>{label}</label>}
    <div class={['field', labelled === 'unseen' && 'cell-field', large && 'large', error && 'wrong'].filter(Boolean).join(' ')}>
      {labelled === 'inside' && <label for={id}>{label}</label>}
      <input
        {...more}
        ref={inputRef}
        id={id}
        class={numeric ? 'n' : undefined}
        inputMode={numeric ? 'decimal' : undefined}
        autocomplete="off"
        value={value}
        onInput={event => onType(event.currentTarget.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-said` : undefined}
        aria-keyshortcuts={keys}
      />
      {keys && <Key keys={keys} />}
    </div>
    <div id={`${id}-said`} class="said">
      {error && <div role="alert">{error}</div>}
      {hint && <div>{hint}</div>}
    </div>
  </div>
);

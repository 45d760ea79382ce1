import type { ComponentChildren, Ref } from 'preact';

interface Props {
  id: string;
  label: string;
  /** In a table, where the header of the column says it to those who see. */
  inCell?: boolean;
  /** Units are typed with fewer keys on a small screen. */
  numeric?: boolean;
  value: string;
  onType: (text: string) => void;
  /** What is wrong with it. */
  error?: string;
  hint?: ComponentChildren;
  placeholder?: string;
  /** Has the focus when its dialog is opened. */
  autofocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

/** A text field that says what is wrong with it, to the eye and to a screen reader. */
export const Field = ({ id, label, inCell, numeric, value, onType, error, hint, inputRef, ...more }: Props) => (
  <>
    <label class={inCell ? 'cell-label' : 'form-label mb-1'} for={id}>{label}</label>
    <input
      {...more}
      ref={inputRef}
      id={id}
      class={`form-control ${numeric ? 'number' : ''} ${error ? 'is-invalid' : ''}`}
      inputMode={numeric ? 'decimal' : undefined}
      autocomplete="off"
      value={value}
      onInput={event => onType(event.currentTarget.value)}
      aria-invalid={error ? true : undefined}
      aria-describedby={error || hint ? `${id}-said` : undefined}
    />
    <div id={`${id}-said`} class="said">
      {error && <div class="text-danger-emphasis" role="alert">{error}</div>}
      {hint && <div class="text-body-secondary">{hint}</div>}
    </div>
  </>
);

export const FIELD_NAMES = { name: 'Name', price: 'Price', quantity: 'Free', low_stock_at: 'Low at' };

/** What an empty field means. */
export const PLACEHOLDERS: Partial<typeof FIELD_NAMES> = { low_stock_at: 'default' };

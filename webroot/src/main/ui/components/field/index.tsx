import type { ComponentChildren, Ref } from 'preact';

interface Props {
  id: string;
  label: string;
  /** In a table, where the column's header labels it on the screen. */
  inCell?: boolean;
  /** Brings up the numeric keyboard on a small screen. */
  numeric?: boolean;
  value: string;
  onType: (text: string) => void;
  /** What is wrong with the value. */
  error?: string;
  hint?: ComponentChildren;
  placeholder?: string;
  /** Gets the focus when its dialog opens. */
  autofocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

/** A text field that shows what is wrong with it, on the screen and to screen readers. */
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

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
  /** Does not show what is typed. */
  secret?: boolean;
  value?: string;
  onType?: (text: string) => void;
  /** What is wrong with the value. */
  error?: string;
  hint?: ComponentChildren;
  /** Buttons that fill it, below. */
  actions?: ComponentChildren;
  placeholder?: string;
  maxLength?: number;
  /** The key that goes here, as in useShortcut(). */
  keys?: string;
  /** Gets the focus when its dialog opens. */
  autofocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** For a form that the browser, or what keeps the passwords, fills in. */
  name?: string;
  autocomplete?: 'off' | 'username' | 'current-password' | 'new-password';
  defaultValue?: string;
  required?: boolean;
}

/** A text field that shows what is wrong with it, on the screen and to screen readers. */
export const Field = (props: Props) => {
  const { id, label, labelled = 'above', large, numeric, secret, onType, error, hint, actions, keys, inputRef, autocomplete = 'off', ...more } = props;
  return (
    <div>
      {labelled !== 'inside' && <label class={labelled === 'above' ? 'field-label' : 'visually-hidden'} for={id}>{label}</label>}
      <div class={['field', labelled === 'unseen' && 'cell-field', large && 'large', error && 'wrong'].filter(Boolean).join(' ')}>
        {labelled === 'inside' && <label for={id}>{label}</label>}
        <input
          {...more}
          ref={inputRef}
          id={id}
          type={(secret ? 'password' : 'text') as 'text'}
          class={numeric ? 'n' : undefined}
          inputMode={numeric ? 'decimal' : undefined}
          autocomplete={autocomplete}
          {...(autocomplete !== 'off' && { autocapitalize: 'none', spellcheck: false })}
          onInput={event => onType?.(event.currentTarget.value)}
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
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
};

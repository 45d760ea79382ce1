import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { randomPassword } from '../../lib/server/staff';

interface Props {
  label: string;
  password: Signal<string>;
  error?: string;
  /** Called when it is made up, which is no input of the form. */
  onMadeUp: () => void;
}

/** A new password. It can be made up, and is shown then. */
export const PasswordField = ({ label, password, error, onMadeUp }: Props) => {
  const shown = useSignal(false);
  const makeUp = () => {
    password.value = randomPassword();
    shown.value = true;
    onMadeUp();
  };
  return (
    <div>
      <label class="form-label mb-1" for="new-password">{label}</label>
      <input
        id="new-password"
        class={`form-control ${error ? 'is-invalid' : ''}`}
        type={(shown.value ? 'text' : 'password') as 'text'}
        autocomplete="new-password"
        maxLength={128}
        value={password.value}
        onInput={event => (password.value = event.currentTarget.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby="new-password-said"
      />
      <div id="new-password-said" class="said">
        {error ? <div class="text-danger-emphasis" role="alert">{error}</div> : <div class="text-body-secondary">12 characters or more</div>}
      </div>
      <div class="d-flex gap-2 mt-1">
        <button type="button" class="btn btn-sm border" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>Show</button>
        <button type="button" class="btn btn-sm border" onClick={makeUp}>Generate</button>
      </div>
    </div>
  );
};

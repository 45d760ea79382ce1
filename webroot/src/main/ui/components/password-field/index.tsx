import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { randomPassword } from '../../lib/server/staff';
import { t } from '../../texts';
import { Button } from '../button';
import { Field } from '../field';

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
    <Field
      large
      id="new-password"
      label={label}
      secret={!shown.value}
      autocomplete="new-password"
      maxLength={128}
      value={password.value}
      onType={text => (password.value = text)}
      error={error}
      hint={!error && t('password.length')}
      actions={
        <>
          <Button look="bare" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>{t('password.show')}</Button>
          <Button look="bare" onClick={makeUp}>{t('password.generate')}</Button>
        </>
      }
    />
  );
};

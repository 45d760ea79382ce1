import { useSignal } from '@preact/signals';
import type { Me } from '../../lib/access/session';
import { useFocusOnWrong } from '../../lib/browser/wrong-field';
import { say } from '../../lib/messages/toast';
import { send } from '../../lib/server/api';
import type { ProblemError } from '../../lib/server/problem';
import { Dialog } from '../dialog';
import { PasswordField } from '../password-field';
import { ErrorNotice } from '../states';

/** Who has logged in, and a new password for them. */
export const OwnPassword = ({ me: { name, role }, onClose }: { me: Me; onClose: () => void }) => {
  const current = useSignal('');
  const password = useSignal('');
  const saving = useSignal(false);
  const failure = useSignal<ProblemError | undefined>(undefined);
  const failed = failure.value;
  const form = useFocusOnWrong(failed);
  const wrong = failed?.reasonFor('current');
  const forgive = () => (failure.value = undefined);

  const save = async () => {
    if (saving.peek()) return;
    saving.value = true;
    forgive();
    try {
      await send('POST', '/api/access/me/password', { body: { current: current.peek(), password: password.peek() } });
      say('Your password is changed.');
      onClose();
    } catch (error) {
      failure.value = error as ProblemError;
    }
    saving.value = false;
  };
  return (
    <Dialog
      title={role ? `${name}, ${role}` : name}
      dirty={current.value !== '' || password.value !== ''}
      onClose={onClose}
      footer={
        <>
          <button type="submit" form="own-password" class="btn btn-primary" disabled={saving.value}>{saving.value ? 'Changing…' : 'Change password'}</button>
          <button type="button" class="btn border" onClick={onClose}>Cancel</button>
        </>
      }
    >
      <form
        ref={form}
        id="own-password"
        class="d-grid gap-2"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <input type="hidden" name="name" autocomplete="username" value={name} />
        <div>
          <label class="form-label mb-1" for="current-password">Current password</label>
          <input
            id="current-password"
            type="password"
            class={`form-control ${wrong ? 'is-invalid' : ''}`}
            autocomplete="current-password"
            maxLength={128}
            autofocus
            value={current.value}
            onInput={event => (current.value = event.currentTarget.value)}
            aria-invalid={wrong ? true : undefined}
            aria-describedby="current-password-said"
          />
          <div id="current-password-said" class="said">{wrong && <div class="text-danger-emphasis" role="alert">{wrong}</div>}</div>
        </div>
        <PasswordField label="New password" password={password} error={failed?.reasonFor('password')} onMadeUp={forgive} />
        <p class="mb-0 text-body-secondary">It ends your sessions elsewhere.</p>
      </form>
    </Dialog>
  );
};

import { useSignal } from '@preact/signals';
import type { Me } from '../../lib/access/session';
import { useFocusOnWrong } from '../../lib/browser/wrong-field';
import { say } from '../../lib/messages/toast';
import { send } from '../../lib/server/api';
import type { ProblemError } from '../../lib/server/problem';
import { t } from '../../texts';
import { Dialog } from '../dialog';
import { SaveOrCancel } from '../dialog/save-or-cancel';
import { Field } from '../field';
import { PasswordField } from '../password-field';
import { ErrorNotice } from '../states';

/** A new password for who has logged in. */
export const OwnPassword = ({ me: { name }, onClose }: { me: Me; onClose: () => void }) => {
  const current = useSignal('');
  const password = useSignal('');
  const saving = useSignal(false);
  const failure = useSignal<ProblemError | undefined>(undefined);
  const failed = failure.value;
  const form = useFocusOnWrong(failed);
  const forgive = () => (failure.value = undefined);

  const save = async () => {
    if (saving.peek()) return;
    saving.value = true;
    forgive();
    try {
      await send('POST', '/api/access/me/password', { body: { current: current.peek(), password: password.peek() } });
      say(t('password.changed'));
      onClose();
    } catch (error) {
      failure.value = error as ProblemError;
    }
    saving.value = false;
  };
  return (
    <Dialog
      title={t('password.change-of', { name })}
      dirty={current.value !== '' || password.value !== ''}
      onClose={onClose}
      footer={<SaveOrCancel form="own-password" running={saving.value} name={t('password.change')} onCancel={onClose} />}
    >
      <form
        ref={form}
        id="own-password"
        class="form"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <input type="hidden" name="name" autocomplete="username" value={name} />
        <Field
          large
          autofocus
          secret
          id="current-password"
          label={t('password.current')}
          autocomplete="current-password"
          maxLength={128}
          value={current.value}
          onType={text => (current.value = text)}
          error={failed?.reasonFor('current')}
        />
        <PasswordField label={t('password.new')} password={password} error={failed?.reasonFor('password')} onMadeUp={forgive} />
        <p class="quiet">{t('password.ends-sessions')}</p>
      </form>
    </Dialog>
  );
};

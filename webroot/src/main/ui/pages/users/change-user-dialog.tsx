import { useSignal } from '@preact/signals';
import { Check } from '../../components/check';
import { Dialog } from '../../components/dialog';
import { SaveOrCancel } from '../../components/dialog/save-or-cancel';
import { PasswordField } from '../../components/password-field';
import { ErrorNotice } from '../../components/states';
import { announce } from '../../lib/messages/toast';
import { changeUser, type Role, type User } from '../../lib/server/staff';
import { t, tx } from '../../texts';
import { RoleSelect } from './role-select';
import { useSaving } from './saving';
import { keys } from './staff';

interface Props {
  user: User;
  roles: readonly Role[];
  onClose: () => void;
}

export const ChangeUserDialog = ({ user, user: { name }, roles, onClose }: Props) => {
  const role = useSignal(user.role);
  const disabled = useSignal(user.disabled);
  const password = useSignal('');
  const revoking = useSignal(false);
  const made = keys.value.filter(({ by }) => by === name);
  const { form, saving, failure, forgive, save } = useSaving();
  const failed = failure.value;

  const change = async () => {
    await changeUser(user, {
      role: role.peek(),
      disabled: disabled.peek(),
      ...(password.peek() && { password: password.peek() }),
      ...(disabled.peek() && revoking.peek() && { revoke_keys: true }),
    });
    announce(t('users.changed-of', { name }));
    onClose();
  };
  return (
    <Dialog
      title={t('users.change-of', { name })}
      dirty={role.value !== user.role || disabled.value !== user.disabled || password.value !== ''}
      onClose={onClose}
      footer={<SaveOrCancel form="change-user" running={saving.value} onCancel={onClose} />}
    >
      <form
        ref={form}
        id="change-user"
        class="form"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save(change);
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <RoleSelect roles={roles} role={role} />
        <PasswordField label={t('users.password.new')} password={password} error={failed?.reasonFor('password')} onMadeUp={forgive} />
        <Check checked={disabled.value} onChange={event => (disabled.value = event.currentTarget.checked)}>{t('users.disable')}</Check>
        {disabled.value && made.length > 0 && (
          <Check checked={revoking.value} onChange={event => (revoking.value = event.currentTarget.checked)}>
            {tx('users.revoke', { name, keys: <span translate={false}>{made.map(({ client }) => client).join(', ')}</span> })}
          </Check>
        )}
        <p class="quiet">{t('users.change.ends', { name })}</p>
      </form>
    </Dialog>
  );
};

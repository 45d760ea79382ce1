import { useSignal } from '@preact/signals';
import { Dialog } from '../../components/dialog';
import { PasswordField } from '../../components/password-field';
import { ErrorNotice } from '../../components/states';
import { say } from '../../lib/messages/toast';
import { changeUser, type Role, type User } from '../../lib/server/staff';
import { RoleSelect } from './role-select';
import { useSaving } from './saving';
import { keys } from './staff';

interface Props {
  user: User;
  roles: readonly Role[];
  onClose: () => void;
}

export const ChangeUserDialog = ({ user, roles, onClose }: Props) => {
  const role = useSignal(user.role);
  const disabled = useSignal(user.disabled);
  const password = useSignal('');
  const revoking = useSignal(false);
  const made = keys.value.filter(({ by }) => by === user.name);
  const { form, saving, failure, forgive, save } = useSaving();
  const failed = failure.value;

  const change = async () => {
    await changeUser(user, {
      role: role.peek(),
      disabled: disabled.peek(),
      ...(password.peek() && { password: password.peek() }),
      ...(disabled.peek() && revoking.peek() && { revoke_keys: true }),
    });
    say(`${user.name} is changed.`);
    onClose();
  };
  return (
    <Dialog
      title={`Change ${user.name}`}
      dirty={role.value !== user.role || disabled.value !== user.disabled || password.value !== ''}
      onClose={onClose}
      footer={
        <>
          <button type="submit" form="change-user" class="btn btn-primary" disabled={saving.value}>{saving.value ? 'Saving…' : 'Save'}</button>
          <button type="button" class="btn border" onClick={onClose}>Cancel</button>
        </>
      }
    >
      <form
        ref={form}
        id="change-user"
        class="d-grid gap-2"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save(change);
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <RoleSelect roles={roles} role={role} />
        <PasswordField label="New password (without one it stays as it is)" password={password} error={failed?.reasonFor('password')} onMadeUp={forgive} />
        <div class="form-check mt-2">
          <input
            id="user-disabled"
            class="form-check-input"
            type="checkbox"
            checked={disabled.value}
            onChange={event => (disabled.value = event.currentTarget.checked)}
          />
          <label class="form-check-label" for="user-disabled">Cannot log in</label>
        </div>
        {disabled.value && made.length > 0 && (
          <div class="form-check">
            <input
              id="user-keys"
              class="form-check-input"
              type="checkbox"
              checked={revoking.value}
              onChange={event => (revoking.value = event.currentTarget.checked)}
            />
            <label class="form-check-label text-break" for="user-keys">
              Revoke the keys that {user.name} has made, and so may know: <span translate={false}>{made.map(({ client }) => client).join(', ')}</span>
            </label>
          </div>
        )}
        <p class="mb-0 text-body-secondary">A change ends all sessions of {user.name} within half a second.</p>
      </form>
    </Dialog>
  );
};

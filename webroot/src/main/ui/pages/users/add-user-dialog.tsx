import { useSignal } from '@preact/signals';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { PasswordField } from '../../components/password-field';
import { ErrorNotice } from '../../components/states';
import { say } from '../../lib/messages/toast';
import { addUser, type Role } from '../../lib/server/staff';
import { RoleSelect } from './role-select';
import { useSaving } from './saving';

interface Props {
  roles: readonly Role[];
  onClose: () => void;
}

export const AddUserDialog = ({ roles, onClose }: Props) => {
  const name = useSignal('');
  const role = useSignal(roles.find(({ name }) => name === 'clerk')?.name ?? roles[0]?.name ?? '');
  const password = useSignal('');
  const { form, saving, failure, forgive, save } = useSaving();
  const failed = failure.value;

  const add = async () => {
    const added = await addUser(name.peek(), role.peek(), password.peek());
    say(`${added.name} is added.`);
    onClose();
  };
  return (
    <Dialog
      title="Add user"
      dirty={name.value !== '' || password.value !== ''}
      onClose={onClose}
      footer={
        <>
          <button type="submit" form="add-user" class="btn btn-primary" disabled={saving.value}>{saving.value ? 'Adding…' : 'Add user'}</button>
          <button type="button" class="btn border" onClick={onClose}>Cancel</button>
        </>
      }
    >
      <form
        ref={form}
        id="add-user"
        class="d-grid gap-2"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save(add);
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <div>
          <Field autofocus id="user-name" label="Name" value={name.value} onType={text => (name.value = text)} error={failed?.reasonFor('name')} />
        </div>
        <RoleSelect roles={roles} role={role} />
        <PasswordField label="Password" password={password} error={failed?.reasonFor('password')} onMadeUp={forgive} />
      </form>
    </Dialog>
  );
};

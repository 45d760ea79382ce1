import { useSignal } from '@preact/signals';
import { Dialog } from '../../components/dialog';
import { SaveOrCancel } from '../../components/dialog/save-or-cancel';
import { Field } from '../../components/field';
import { PasswordField } from '../../components/password-field';
import { ErrorNotice } from '../../components/states';
import { announce } from '../../lib/messages/toast';
import { addUser, type Role } from '../../lib/server/staff';
import { t } from '../../texts';
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
    announce(t('users.added', { name: added.name }));
    onClose();
  };
  return (
    <Dialog
      title={t('users.add')}
      dirty={name.value !== '' || password.value !== ''}
      onClose={onClose}
      footer={<SaveOrCancel form="add-user" running={saving.value} name={t('users.add')} onCancel={onClose} />}
    >
      <form
        ref={form}
        id="add-user"
        class="form"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save(add);
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <Field large autofocus id="user-name" label={t('users.name')} value={name.value} onType={text => (name.value = text)} error={failed?.reasonFor('name')} />
        <RoleSelect roles={roles} role={role} />
        <PasswordField label={t('users.password')} password={password} error={failed?.reasonFor('password')} onMadeUp={forgive} />
      </form>
    </Dialog>
  );
};

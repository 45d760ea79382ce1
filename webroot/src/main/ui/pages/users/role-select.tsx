import type { Signal } from '@preact/signals';
import { Select } from '../../components/select';
import type { Role } from '../../lib/server/staff';
import { t } from '../../texts';

interface Props {
  roles: readonly Role[];
  role: Signal<string>;
}

export const RoleSelect = ({ roles, role }: Props) => {
  // A role that is no longer in the conf is still what the user has.
  const names = [...new Set([...roles.map(({ name }) => name), role.value])];
  const scopes = roles.find(({ name }) => name === role.value)?.scopes ?? [];
  return (
    <Select
      named
      id="role"
      label={t('users.role')}
      options={Object.fromEntries(names.map(name => [name, name]))}
      value={role.value}
      onChoose={name => (role.value = name)}
      hint={scopes.join(', ')}
    />
  );
};

import type { Signal } from '@preact/signals';
import type { Role } from '../../lib/server/staff';

interface Props {
  roles: readonly Role[];
  role: Signal<string>;
}

export const RoleSelect = ({ roles, role }: Props) => {
  // A role that is no longer in the conf is still what the user has.
  const names = roles.map(({ name }) => name);
  const offered = names.includes(role.value) ? names : [...names, role.value];
  const scopes = roles.find(({ name }) => name === role.value)?.scopes ?? [];
  return (
    <div>
      <label class="form-label mb-1" for="role">Role</label>
      <select
        id="role"
        class="form-select"
        value={role.value}
        onChange={event => (role.value = event.currentTarget.value)}
        aria-describedby="role-said"
      >
        {offered.map(name => <option key={name} value={name} translate={false}>{name}</option>)}
      </select>
      <div id="role-said" class="said text-body-secondary" translate={false}>{scopes.join(', ')}</div>
    </div>
  );
};

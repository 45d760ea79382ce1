import { Status } from '../../components/status';
import { SkeletonRows } from '../../components/states';
import { moment } from '../../lib/format/time';
import type { User } from '../../lib/server/staff';
import { listsLoad, users } from './staff';

interface Props {
  onAdd: () => void;
  onChange: (user: User) => void;
}

export const UserTable = ({ onAdd, onChange }: Props) => (
  <section class="mb-4" aria-labelledby="users">
    <div class="d-flex align-items-center gap-3 mb-2">
      <h2 id="users" class="h5 mb-0">Users</h2>
      <button type="button" class="btn btn-primary ms-auto" onClick={onAdd}>Add user</button>
    </div>
    <table class="table align-middle" aria-label="Users">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col" class="d-none d-md-table-cell">Last change</th>
          <th scope="col"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        {!listsLoad.done.value && !users.value.length && <SkeletonRows columns={4} rows={3} looks={['', '', 'd-none d-md-table-cell', '']} />}
        {users.value.map(user => (
          <tr key={user.name}>
            <th scope="row" class="fw-normal text-break">
              <span translate={false}>{user.name}</span> {user.disabled && <Status tone="bad" dot>disabled</Status>}
            </th>
            <td translate={false}>{user.role}</td>
            <td class="d-none d-md-table-cell"><time dateTime={user.updated_at}>{moment(user.updated_at)}</time> by {user.by}</td>
            <td class="text-end">
              <button type="button" class="btn btn-sm border" aria-label={`Change ${user.name}`} onClick={() => onChange(user)}>Change</button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

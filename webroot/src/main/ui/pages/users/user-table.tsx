import { Button } from '../../components/button';
import { SkeletonRows } from '../../components/states';
import { Status } from '../../components/status';
import { moment } from '../../lib/format/time';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import type { User } from '../../lib/server/staff';
import { t, tx } from '../../texts';
import { Section } from './section';
import { listsLoad, users } from './staff';

interface Props {
  onAdd: () => void;
  onChange: (user: User) => void;
}

const ADD_KEY = 'n';

export const UserTable = ({ onAdd, onChange }: Props) => {
  useShortcut(ADD_KEY, t('users.add'), onAdd);
  return (
    <Section id="users" title={t('users')} count={users.value.length} action={<Button look="main" keys={ADD_KEY} onClick={onAdd}>{t('users.add')}</Button>}>
      <table class="table" aria-label={t('users')}>
        <thead>
          <tr>
            <th scope="col" class="who">{t('users.name')}</th>
            <th scope="col" class="role">{t('users.role')}</th>
            <th scope="col" class="rest">{t('users.changed')}</th>
            <th scope="col"><span class="visually-hidden">{t('users.actions')}</span></th>
          </tr>
        </thead>
        <tbody>
          {!listsLoad.done.value && !users.value.length && <SkeletonRows columns={4} rows={3} looks={['who', 'role', 'rest', 'acts']} />}
          {users.value.map(user => (
            <tr key={user.name}>
              <th scope="row" class="who">
                <span class="truncate" translate={false} title={user.name}>{user.name}</span>
                {user.disabled && <Status dot>{t('users.disabled')}</Status>}
              </th>
              <td class="role" translate={false}>{user.role}</td>
              <td class="rest quiet truncate">{tx('users.changed.by', { time: <time dateTime={user.updated_at}>{moment(user.updated_at)}</time>, name: <span translate={false}>{user.by}</span> })}</td>
              <td class="acts">
                <Button look="bare" aria-label={t('users.change-of', { name: user.name })} onClick={() => onChange(user)}>{t('users.change')}</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
};

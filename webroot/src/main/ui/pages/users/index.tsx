import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Page } from '../../components/page';
import { ErrorNotice } from '../../components/states';
import type { Key, User } from '../../lib/server/staff';
import { t } from '../../texts';
import { AddKeyDialog } from './add-key-dialog';
import { AddUserDialog } from './add-user-dialog';
import { Audit } from './audit';
import { ChangeUserDialog } from './change-user-dialog';
import { KeyTable } from './key-table';
import { RevokeKeyDialog } from './revoke-key-dialog';
import { listsLoad, roles } from './staff';
import { UserTable } from './user-table';

type Opened = { what: 'add-user' } | { what: 'user'; user: User } | { what: 'add-key' } | { what: 'key'; key: Key };

/** Who may log in, which programs have a key, and who changed any of it. */
export const UsersPage = () => {
  const opened = useSignal<Opened | undefined>(undefined);
  const close = () => (opened.value = undefined);
  useEffect(() => void listsLoad.run(), []);
  const failure = listsLoad.failure.value;
  const now = opened.value;
  return (
    <Page title={t('page.users')}>
      <div class="users">
        {failure && <ErrorNotice error={failure} retry={() => listsLoad.run()} />}
        <UserTable onAdd={() => (opened.value = { what: 'add-user' })} onChange={user => (opened.value = { what: 'user', user })} />
        <KeyTable onAdd={() => (opened.value = { what: 'add-key' })} onRevoke={key => (opened.value = { what: 'key', key })} />
        <Audit />
      </div>
      {now?.what === 'add-user' && <AddUserDialog roles={roles.value} onClose={close} />}
      {now?.what === 'user' && <ChangeUserDialog user={now.user} roles={roles.value} onClose={close} />}
      {now?.what === 'add-key' && <AddKeyDialog onClose={close} />}
      {now?.what === 'key' && <RevokeKeyDialog row={now.key} onClose={close} />}
    </Page>
  );
};

import { Dialog } from '../../components/dialog';
import { ErrorNotice } from '../../components/states';
import { say } from '../../lib/messages/toast';
import { revokeKey, type Key } from '../../lib/server/staff';
import { useSaving } from './saving';

export const RevokeKeyDialog = ({ row: { id, client }, onClose }: { row: Key; onClose: () => void }) => {
  const { saving, failure, save } = useSaving();
  const revoke = async () => {
    await revokeKey(id);
    say(`The key of ${client} is revoked.`);
    onClose();
  };
  return (
    <Dialog
      title={`Revoke the key of ${client}?`}
      onClose={onClose}
      footer={
        <>
          <button type="button" class="btn btn-danger" disabled={saving.value} onClick={() => save(revoke)}>Revoke</button>
          <button type="button" class="btn border" autofocus onClick={onClose}>Cancel</button>
        </>
      }
    >
      {failure.value && <ErrorNotice error={failure.value} />}
      <p class="mb-0">Within half a second requests with it are refused. It cannot be brought back.</p>
    </Dialog>
  );
};

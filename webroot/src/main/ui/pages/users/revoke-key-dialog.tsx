import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ErrorNotice } from '../../components/states';
import { announce } from '../../lib/messages/toast';
import { revokeKey, type Key } from '../../lib/server/staff';
import { t } from '../../texts';
import { useSaving } from './saving';

export const RevokeKeyDialog = ({ row: { id, client: name }, onClose }: { row: Key; onClose: () => void }) => {
  const { saving, failure, save } = useSaving();
  const revoke = async () => {
    await revokeKey(id);
    announce(t('keys-of.revoked', { name }));
    onClose();
  };
  return (
    <Dialog
      title={t('keys-of.revoke.title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button look="bare" keys="Escape" autofocus onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="danger" disabled={saving.value} onClick={() => save(revoke)}>{t('keys-of.revoke')}</Button>
        </>
      }
    >
      {failure.value && <ErrorNotice error={failure.value} />}
      <p>{t('keys-of.revoke.text')}</p>
    </Dialog>
  );
};

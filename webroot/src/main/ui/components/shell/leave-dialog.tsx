import { leaving } from '../../lib/browser/unsaved';
import { t } from '../../texts';
import { Button } from '../button';
import { Dialog } from '../dialog';

/** Asks before what was entered would be lost. */
export const LeaveDialog = ({ leave }: { leave: () => void }) => {
  const stay = () => (leaving.value = undefined);
  const go = () => {
    stay();
    leave();
  };
  return (
    <Dialog
      title={t('leave.title')}
      onClose={stay}
      footer={
        <>
          <Button look="danger" onClick={go}>{t('leave.do')}</Button>
          <Button look="main" autofocus onClick={stay}>{t('leave.stay')}</Button>
        </>
      }
    >
      {t('leave.text')}
    </Dialog>
  );
};

import { t } from '../../texts';
import { Button } from '../button';
import { Dialog } from '../dialog';
import { loadAnew } from '../later';

/** Nothing works without it, so it is no message that can be dismissed, or covered by a dialog. */
export const NoLogIn = () => (
  <Dialog door title={t('no-way-in.title')}>
    <div class="form">
      <p role="alert">{t('no-way-in')}</p>
      <p class="quiet">{t('no-way-in.way')}</p>
      <Button look="main" large autofocus onClick={loadAnew}>{t('later.anew')}</Button>
    </div>
  </Dialog>
);

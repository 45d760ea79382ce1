import { me } from '../../lib/access/session';
import { t } from '../../texts';
import { Page } from '../page';
import { Empty } from '../states';

/** In the place of a page that is not for who has logged in. */
export const Barred = ({ title }: { title: string }) => (
  <Page title={title}>
    <Empty title={t('page.barred', { name: me.value?.name ?? '', role: me.value?.role ?? '' })}>
      <p class="quiet">{t('page.barred.way')}</p>
    </Empty>
  </Page>
);

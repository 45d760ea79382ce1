import { me } from '../../lib/access/session';
import { Page } from '../page';

/** In the place of a page that is not for who has logged in. */
export const Barred = ({ title }: { title: string }) => (
  <Page title={title}>
    <div class="prose">
      <p>{me.value?.name}, this page is not for your role ({me.value?.role}). The pages above are.</p>
    </div>
  </Page>
);

import { useSignal } from '@preact/signals';
import { Button } from '../../components/button';
import { ErrorNotice } from '../../components/states';
import { Status } from '../../components/status';
import { moment } from '../../lib/format/time';
import type { ProblemError } from '../../lib/server/problem';
import { ACTS_AS_CSV, type Act } from '../../lib/server/staff';
import { t } from '../../texts';
import { Section } from './section';
import { acts, loadOlderActs, olderActs } from './staff';

const WORDS: Record<string, string> = {
  add_key: t('audit.add-key'),
  add_user: t('audit.add-user'),
  change_password: t('audit.change-password'),
  change_user: t('audit.change-user'),
  log_in: t('audit.log-in'),
  log_out: t('audit.log-out'),
  revoke_key: t('audit.revoke-key'),
};

/** Who did what to access. */
export const Audit = () => {
  const failure = useSignal<ProblemError | undefined>(undefined);
  const older = async () => {
    failure.value = undefined;
    await loadOlderActs().catch((error: ProblemError) => (failure.value = error));
  };
  return (
    <Section id="audit" title={t('audit')} action={<a class="button" href={ACTS_AS_CSV} download>{t('audit.csv')}</a>}>
      <table class="table" aria-label={t('audit')}>
        <thead>
          <tr>
            <th scope="col" class="time">{t('audit.time')}</th>
            <th scope="col" class="doer">{t('audit.who')}</th>
            <th scope="col" class="what">{t('audit.what')}</th>
            <th scope="col" class="rest">{t('audit.detail')}</th>
            <th scope="col" class="from">{t('audit.from')}</th>
          </tr>
        </thead>
        <tbody>{acts.value.map(act => <Row key={act.request + act.at + act.what} act={act} />)}</tbody>
      </table>
      {failure.value && <ErrorNotice error={failure.value} retry={older} />}
      {olderActs.value && <p class="none"><Button onClick={older}>{t('audit.older')}</Button></p>}
    </Section>
  );
};

const Row = ({ act: { at, who, what, thing, status, detail, from } }: { act: Act }) => (
  <tr>
    <td class="time quiet"><time dateTime={at}>{moment(at)}</time></td>
    <td class="doer" translate={false}><span class="truncate" title={who}>{who || '–'}</span></td>
    <td class="what">
      {WORDS[what] ?? what.replaceAll('_', ' ')} {thing !== who && <span class="strong" translate={false}>{thing.replace(/^key:/, '')}</span>}
      {status === 'refused' && <Status tone="bad" dot>{t('audit.refused')}</Status>}
    </td>
    <td class="rest quiet truncate" title={detail}>{detail}</td>
    <td class="from quiet" translate={false}>{from}</td>
  </tr>
);

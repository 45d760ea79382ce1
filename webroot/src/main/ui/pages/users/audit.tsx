import { useSignal } from '@preact/signals';
import { Status } from '../../components/status';
import { ErrorNotice } from '../../components/states';
import { moment } from '../../lib/format/time';
import type { ProblemError } from '../../lib/server/problem';
import { ACTS_AS_CSV, type Act } from '../../lib/server/staff';
import { acts, loadOlderActs, olderActs } from './staff';

/** Who did what to access. */
export const Audit = () => {
  const failure = useSignal<ProblemError | undefined>(undefined);
  const older = async () => {
    failure.value = undefined;
    await loadOlderActs().catch((error: ProblemError) => (failure.value = error));
  };
  return (
    <section aria-labelledby="audit">
      <div class="d-flex align-items-center gap-3 mb-2">
        <h2 id="audit" class="h5 mb-0">What was done</h2>
        <a class="btn border ms-auto" href={ACTS_AS_CSV} download>As CSV</a>
      </div>
      <table class="table align-middle" aria-label="What was done">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col" class="d-none d-md-table-cell">Detail</th>
            <th scope="col" class="d-none d-md-table-cell">From</th>
          </tr>
        </thead>
        <tbody>{acts.value.map(act => <Row key={act.request + act.at + act.what} act={act} />)}</tbody>
      </table>
      {failure.value && <ErrorNotice error={failure.value} retry={older} />}
      {olderActs.value && <button type="button" class="btn border" onClick={older}>Older ones</button>}
    </section>
  );
};

const Row = ({ act: { at, who, what, thing, status, detail, from } }: { act: Act }) => (
  <tr>
    <td><time dateTime={at}>{moment(at)}</time></td>
    <td class="text-break" translate={false}>{who || '–'}</td>
    <td class="text-break">
      {what.replaceAll('_', ' ')} {thing !== who && <span translate={false}>{thing.replace(/^key:/, '')}</span>}{' '}
      {status === 'refused' && <Status tone="bad" dot>refused</Status>}
    </td>
    <td class="d-none d-md-table-cell text-break">{detail}</td>
    <td class="d-none d-md-table-cell" translate={false}>{from}</td>
  </tr>
);

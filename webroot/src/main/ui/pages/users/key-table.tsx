import { Status } from '../../components/status';
import { fullMoment, moment } from '../../lib/format/time';
import type { Key } from '../../lib/server/staff';
import { keys, listsLoad } from './staff';

interface Props {
  onAdd: () => void;
  onRevoke: (key: Key) => void;
}

const hasEnded = ({ until }: Key) => Date.parse(until) < Date.now();

export const KeyTable = ({ onAdd, onRevoke }: Props) => (
  <section class="mb-4" aria-labelledby="keys">
    <div class="d-flex align-items-center gap-3 mb-2">
      <h2 id="keys" class="h5 mb-0">Keys of programs</h2>
      <button type="button" class="btn border ms-auto" onClick={onAdd}>Add key</button>
    </div>
    {keys.value.length > 0 && (
      <table class="table align-middle" aria-label="Keys of programs">
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col">May</th>
            <th scope="col" class="d-none d-md-table-cell">Made</th>
            <th scope="col" class="d-none d-sm-table-cell">Ends</th>
            <th scope="col"><span class="visually-hidden">Actions</span></th>
          </tr>
        </thead>
        <tbody>
          {keys.value.map(key => (
            <tr key={key.id}>
              <th scope="row" class="fw-normal text-break" translate={false}>{key.client}</th>
              <td class="text-break" translate={false}>{key.scopes.join(', ')}</td>
              <td class="d-none d-md-table-cell"><time dateTime={key.created_at}>{moment(key.created_at)}</time> by {key.by}</td>
              <td class="d-none d-sm-table-cell">
                {hasEnded(key) ? <Status tone="bad" dot>ended</Status> : <time dateTime={key.until}>{fullMoment(key.until)}</time>}
              </td>
              <td class="text-end">
                <button type="button" class="btn btn-sm border" aria-label={`Revoke the key of ${key.client}`} onClick={() => onRevoke(key)}>Revoke</button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {listsLoad.done.value && !keys.value.length && <p class="text-body-secondary">No program has a key.</p>}
  </section>
);

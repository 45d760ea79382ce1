import { Button } from '../../components/button';
import { Status } from '../../components/status';
import { fullMoment, moment } from '../../lib/format/time';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import type { Key } from '../../lib/server/staff';
import { t, tx } from '../../texts';
import { Section } from './section';
import { keys, listsLoad } from './staff';

interface Props {
  onAdd: () => void;
  onRevoke: (key: Key) => void;
}

const ADD_KEY = 'k';

const hasEnded = ({ until }: Key) => Date.parse(until) < Date.now();

export const KeyTable = ({ onAdd, onRevoke }: Props) => {
  useShortcut(ADD_KEY, t('keys-of.add'), onAdd);
  return (
    <Section id="keys" title={t('keys-of')} count={keys.value.length} action={<Button keys={ADD_KEY} onClick={onAdd}>{t('keys-of.add')}</Button>}>
      {keys.value.length > 0 && (
        <table class="table" aria-label={t('keys-of')}>
          <thead>
            <tr>
              <th scope="col" class="who">{t('keys-of.program')}</th>
              <th scope="col" class="rest">{t('keys-of.may')}</th>
              <th scope="col" class="made">{t('keys-of.made')}</th>
              <th scope="col" class="ends">{t('keys-of.ends')}</th>
              <th scope="col"><span class="visually-hidden">{t('users.actions')}</span></th>
            </tr>
          </thead>
          <tbody>{keys.value.map(key => <Row key={key.id} of={key} onRevoke={() => onRevoke(key)} />)}</tbody>
        </table>
      )}
      {listsLoad.done.value && !keys.value.length && <p class="none quiet">{t('keys-of.none')}</p>}
    </Section>
  );
};

const Row = ({ of: key, of: { client, scopes, created_at, by, until }, onRevoke }: { of: Key; onRevoke: () => void }) => (
  <tr>
    <th scope="row" class="who" translate={false}><span class="truncate" title={client}>{client}</span></th>
    <td class="rest truncate" translate={false} title={scopes.join(', ')}>{scopes.join(', ')}</td>
    <td class="made quiet">{tx('users.changed.by', { time: <time dateTime={created_at}>{moment(created_at)}</time>, name: <span translate={false}>{by}</span> })}</td>
    <td class="ends">{hasEnded(key) ? <Status tone="warn" dot>{t('keys-of.ended')}</Status> : <time dateTime={until}>{fullMoment(until)}</time>}</td>
    <td class="acts">
      <Button look="bare" class="danger" aria-label={t('keys-of.revoke-of', { name: client })} onClick={onRevoke}>{t('keys-of.revoke')}</Button>
    </td>
  </tr>
);

import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { ErrorNotice } from '../../components/states';
import type { Scope } from '../../lib/access/session';
import { copyText } from '../../lib/browser/clipboard';
import { addKey, type Key } from '../../lib/server/staff';
import { useSaving } from './saving';

const SCOPES: readonly Scope[] = [
  'products:read',
  'products:write',
  'stock:adjust',
  'orders:read',
  'orders:place',
  'orders:refund',
  'operate',
  'access:manage',
];
const USUAL_DAYS = '365';

export const AddKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const client = useSignal('');
  const scopes = useSignal<readonly Scope[]>([]);
  const days = useSignal(USUAL_DAYS);
  const made = useSignal<Key | undefined>(undefined);
  const { form, saving, failure, forgive, save } = useSaving();
  const failed = failure.value;
  if (made.value) return <MadeKey made={made.value} onClose={onClose} />;

  const toggle = (scope: Scope) =>
    (scopes.value = SCOPES.filter(each => (each === scope ? !scopes.peek().includes(each) : scopes.peek().includes(each))));
  return (
    <Dialog
      title="Add key"
      dirty={client.value !== '' || scopes.value.length > 0}
      onClose={onClose}
      footer={
        <>
          <button type="submit" form="add-key" class="btn btn-primary" disabled={saving.value}>{saving.value ? 'Adding…' : 'Add key'}</button>
          <button type="button" class="btn border" onClick={onClose}>Cancel</button>
        </>
      }
    >
      <form
        ref={form}
        id="add-key"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save(async () => void (made.value = await addKey(client.peek(), [...scopes.peek()], Number(days.peek()))));
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <Field autofocus id="key-client" label="Program" value={client.value} onType={text => (client.value = text)} error={failed?.reasonFor('client')} />
        <fieldset class="mt-2" aria-describedby="scopes-said">
          <legend class="h6">What it may do</legend>
          {SCOPES.map(scope => (
            <div key={scope} class="form-check">
              <input
                id={`scope-${scope}`}
                class="form-check-input"
                type="checkbox"
                checked={scopes.value.includes(scope)}
                onChange={() => toggle(scope)}
              />
              <label class="form-check-label" for={`scope-${scope}`} translate={false}>{scope}</label>
            </div>
          ))}
        </fieldset>
        <div id="scopes-said" class="said">
          {failed?.reasonFor('scopes') && <div class="text-danger-emphasis" role="alert">Choose one or more</div>}
        </div>
        <Field id="key-days" label="For how many days" numeric value={days.value} onType={text => (days.value = text)} error={failed?.reasonFor('days')} />
      </form>
    </Dialog>
  );
};

/** The only time that the key itself is seen. */
const MadeKey = ({ made: { client, token }, onClose }: { made: Key; onClose: () => void }) => {
  const shown = useRef<HTMLElement>(null);
  const outcome = useSignal('');
  const copy = () => copyText(shown.current!).then(() => (outcome.value = 'Copied'), (error: Error) => (outcome.value = error.message));
  return (
    <Dialog
      title={`The key of ${client}`}
      footer={
        <>
          {token && <button type="button" class="btn btn-primary" autofocus onClick={copy}>Copy</button>}
          <button type="button" class="btn border" onClick={onClose}>Close</button>
        </>
      }
    >
      {token ? (
        <>
          <p>Give it to the program now: it is shown this once.</p>
          <code ref={shown} class="text-body text-break" translate={false}>{token}</code>
          <p class="mb-0 mt-2" role="status">{outcome.value}</p>
        </>
      ) : (
        <p class="mb-0" role="alert">It had been made by an earlier try, which showed it to nobody. Revoke it and add another one.</p>
      )}
    </Dialog>
  );
};

import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Button } from '../../components/button';
import { Check } from '../../components/check';
import { Dialog } from '../../components/dialog';
import { SaveOrCancel } from '../../components/dialog/save-or-cancel';
import { Field } from '../../components/field';
import { Notice } from '../../components/notice';
import { ErrorNotice } from '../../components/states';
import type { Scope } from '../../lib/access/session';
import { copyText } from '../../lib/browser/clipboard';
import { addKey, type Key } from '../../lib/server/staff';
import { t } from '../../texts';
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
      title={t('keys-of.add')}
      dirty={client.value !== '' || scopes.value.length > 0}
      onClose={onClose}
      footer={<SaveOrCancel form="add-key" running={saving.value} name={t('keys-of.add')} onCancel={onClose} />}
    >
      <form
        ref={form}
        id="add-key"
        class="form"
        noValidate
        onInput={forgive}
        onSubmit={event => {
          event.preventDefault();
          void save(async () => void (made.value = await addKey(client.peek(), [...scopes.peek()], Number(days.peek()))));
        }}
      >
        {failed && !failed.errors.length && <ErrorNotice error={failed} />}
        <Field large autofocus id="key-client" label={t('keys-of.program')} value={client.value} onType={text => (client.value = text)} error={failed?.reasonFor('client')} />
        <fieldset aria-describedby="scopes-said">
          <legend class="field-label">{t('keys-of.may.question')}</legend>
          <div class="scopes" translate={false}>
            {SCOPES.map(scope => <Check key={scope} checked={scopes.value.includes(scope)} onChange={() => toggle(scope)}>{scope}</Check>)}
          </div>
          <div id="scopes-said" class="said">{failed?.reasonFor('scopes') && <div role="alert">{t('keys-of.may.none')}</div>}</div>
        </fieldset>
        <div class="days">
          <Field large numeric id="key-days" label={t('keys-of.days')} value={days.value} onType={text => (days.value = text)} error={failed?.reasonFor('days')} />
        </div>
      </form>
    </Dialog>
  );
};

/** The only time that the key itself is seen. */
const MadeKey = ({ made: { client: name, token }, onClose }: { made: Key; onClose: () => void }) => {
  const shown = useRef<HTMLElement>(null);
  const outcome = useSignal('');
  const copy = () => copyText(shown.current!).then(() => (outcome.value = t('keys-of.copied')), (error: Error) => (outcome.value = error.message));
  return (
    <Dialog
      title={t('keys-of.key', { name })}
      footer={
        <>
          <span class="outcome quiet" role="status">{outcome.value}</span>
          <Button look={token ? 'bare' : 'main'} onClick={onClose}>{t('dialog.close')}</Button>
          {token && <Button look="main" icon="copy" autofocus onClick={copy}>{t('keys-of.copy')}</Button>}
        </>
      }
    >
      {token ? (
        <div class="form">
          <p>{t('keys-of.once')}</p>
          <code ref={shown} class="token" translate={false}>{token}</code>
        </div>
      ) : (
        <Notice tone="warn" title={t('keys-of.shown-to-nobody')} />
      )}
    </Dialog>
  );
};

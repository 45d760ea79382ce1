import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { arrive, me, startAnew, tell, type Me } from '../../lib/access/session';
import { LOOKS } from '../../lib/browser/look';
import { local } from '../../lib/browser/storage';
import { deletions } from '../../lib/desk';
import { enableSingleKeys, singleKeys } from '../../lib/keyboard/single-keys';
import { complain } from '../../lib/messages/toast';
import { send } from '../../lib/server/api';
import type { ProblemError } from '../../lib/server/problem';
import { t } from '../../texts';
import { Button } from '../button';
import { Dialog } from '../dialog';
import { Field } from '../field';
import { Icon } from '../icon';

const SESSION = '/api/access/session';

/** Stands over the page until somebody has logged in; the page stays as it is. */
export const LogIn = () => {
  const form = useRef<HTMLFormElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const sending = useSignal(false);
  const failure = useSignal<ProblemError | undefined>(undefined);
  const pause = useSignal(0);
  const known = me.value?.name;

  useEffect(() => {
    if (!pause.value) return;
    const timer = setTimeout(() => pause.value--, 1_000);
    return () => clearTimeout(timer);
  }, [pause.value]);

  const logIn = async () => {
    if (sending.peek() || pause.peek()) return;
    sending.value = true;
    const body = Object.fromEntries(new FormData(form.current!));
    try {
      const opened = await send<Me>('POST', SESSION, { body, withoutLogIn: true });
      tell(opened.body);
      arrive(opened.body);
    } catch (error) {
      failure.value = error as ProblemError;
      pause.value = failure.value.status === 429 ? failure.value.retrySeconds : 0;
      password.current!.select();
    }
    sending.value = false;
  };

  return (
    <Dialog door title={t(known ? 'log-in.title.again' : 'log-in.title')}>
      {known && <p class="quiet">{t('log-in.ended', { name: known })}</p>}
      <form
        ref={form}
        class="form"
        onSubmit={event => {
          event.preventDefault();
          void logIn();
        }}
      >
        <Field
          large
          required
          autofocus={!known}
          id="log-in-name"
          name="name"
          label={t('log-in.name')}
          autocomplete="username"
          maxLength={64}
          defaultValue={known}
        />
        <Field
          large
          required
          secret
          autofocus={known !== undefined}
          inputRef={password}
          id="log-in-password"
          name="password"
          label={t('log-in.password')}
          autocomplete="current-password"
          maxLength={128}
        />
        {failure.value && <p class="wrong-words" role="alert"><Icon name="fault" />{words(failure.value)}</p>}
        <Button look="main" large type="submit" keys="Enter" disabled={sending.value || pause.value > 0}>
          {sending.value ? t('log-in.running') : pause.value ? t('log-in.pause', { seconds: pause.value }) : t('log-in.do')}
        </Button>
      </form>
    </Dialog>
  );
};

function words({ status, message }: ProblemError) {
  if (status === 401) return t('log-in.wrong');
  if (status === 429) return t('log-in.too-many');
  return status === 503 ? t('log-in.impossible') : message;
}

/** Ends the session. Of what the browser keeps, only how the desk looks and feels stays. */
export async function logOut() {
  await deletions.finishAll();
  try {
    await send('DELETE', SESSION, { withoutLogIn: true });
  } catch (error) {
    if ((error as ProblemError).status !== 401) return complain(error as Error, logOut);
  }
  local.clear();
  LOOKS.forEach(look => look.keep());
  enableSingleKeys(singleKeys.peek());
  tell('out');
  startAnew();
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { arrive, me, startAnew, tell, type Me } from '../../lib/access/session';
import { local } from '../../lib/browser/storage';
import { LOOKS } from '../../lib/browser/look';
import { deletions } from '../../lib/desk';
import { enableSingleKeys, singleKeys } from '../../lib/keyboard/single-keys';
import { complain } from '../../lib/messages/toast';
import { send } from '../../lib/server/api';
import type { ProblemError } from '../../lib/server/problem';
import { Dialog } from '../dialog';

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
    <Dialog
      title="Log in"
      footer={
        <button type="submit" form="log-in" class="btn btn-primary" disabled={sending.value || pause.value > 0}>
          {sending.value ? 'Logging in…' : pause.value ? `Log in (in ${pause.value} s)` : 'Log in'}
        </button>
      }
    >
      <form
        ref={form}
        id="log-in"
        onSubmit={event => {
          event.preventDefault();
          void logIn();
        }}
      >
        {known && <p>Your session has ended, {known}. What you have entered is still there.</p>}
        {failure.value && <p class="alert alert-danger py-2" role="alert">{words(failure.value)}</p>}
        <label class="form-label" for="log-in-name">Name</label>
        <input
          id="log-in-name"
          name="name"
          class="form-control mb-3"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={64}
          required
          defaultValue={known}
          autofocus={!known}
        />
        <label class="form-label" for="log-in-password">Password</label>
        <input
          ref={password}
          id="log-in-password"
          name="password"
          type="password"
          class="form-control"
          autocomplete="current-password"
          maxLength={128}
          required
          autofocus={known !== undefined}
        />
      </form>
    </Dialog>
  );
};

function words({ status, message }: ProblemError) {
  if (status === 401) return 'The name or the password is wrong, or you cannot log in any more.';
  if (status === 429) return 'Too many tries with a wrong password. Wait a moment, then try again.';
  return status === 503 ? 'Nobody can log in just now. Try again in a moment.' : message;
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

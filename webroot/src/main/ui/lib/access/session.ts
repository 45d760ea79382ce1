import { signal } from '@preact/signals';
import { local, offered, session } from '../browser/storage';
import { forgetUnsaved } from '../browser/unsaved';

export type Scope =
  | 'products:read'
  | 'products:write'
  | 'stock:adjust'
  | 'orders:read'
  | 'orders:place'
  | 'orders:refund'
  | 'operate'
  | 'access:manage';

export interface Me {
  name: string;
  role?: string;
  scopes: readonly string[];
}

/** What a tab tells the others: that somebody has to log in, that somebody has, or that somebody has logged out. */
type Word = 'asked' | 'out' | Me;

const STORAGE_KEY = 'me';

/**
 * Who has logged in; undefined as long as nobody has, and where nobody is asked. The browser remembers it, so that a page is drawn right
 * before the server has answered; what somebody really may do is decided there.
 */
export const me = signal<Me | undefined>(JSON.parse(local.getItem(STORAGE_KEY) ?? 'null') ?? undefined);

/** Whether the server asks who somebody is. */
const guarded = signal(me.peek() !== undefined);

/** Whether somebody has to log in before anything else can be done. */
export const asking = signal(false);

let channel: BroadcastChannel | undefined;
let waiting: (() => void)[] = [];

/** Whether the server asks nobody, as far as is known. */
export const isOpen = () => !guarded.value;

/** Whether what needs this scope is drawn. */
export const may = (scope: Scope) => isOpen() || (me.value?.scopes.includes(scope) ?? false);

/** Whether a page is not for who has logged in; the page of somebody who is still unknown is drawn, behind the log-in. */
export const isBarred = (scope: Scope) => me.value !== undefined && !may(scope);

/** The server asks nobody. */
export function welcomeAll() {
  guarded.value = false;
  me.value = undefined;
  local.removeItem(STORAGE_KEY);
}

/** Lets all who wait for a log-in go on. */
export function arrive({ name, role, scopes }: Me) {
  const arrived = { name, role, scopes };
  guarded.value = true;
  if (asking.peek() || JSON.stringify(arrived) !== JSON.stringify(me.peek())) me.value = arrived;
  local.setItem(STORAGE_KEY, JSON.stringify(arrived));
  asking.value = false;
  waiting.splice(0).forEach(go => go());
}

/** Waits until somebody has logged in since, whoever it is. */
export async function nextLogIn(since: Me | undefined) {
  if (me.peek() === since) await new Promise<void>(resolve => waiting.push(resolve));
}

/**
 * Asks for a log-in, because the server does not know the sender of a request any more, and waits for it.
 *
 * @param sender who had logged in when the request was sent
 */
export async function logInAgain(sender: Me | undefined) {
  if (me.peek() === sender && !asking.peek()) {
    guarded.value = true;
    asking.value = true;
    tell('asked');
  }
  await nextLogIn(sender);
}

/** Tells the other tabs. */
export const tell = (word: Word) => offered(() => channel?.postMessage(word));

/**
 * Does what other tabs do.
 *
 * @param check asks the server who has logged in
 */
export function followTabs(check: () => Promise<Me>) {
  channel = offered(() => new BroadcastChannel('access'));
  if (!channel) return;
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === 'out') startAnew();
    else if (data !== 'asked') arrive(data);
    // The other one may have asked for a request of before the log-in.
    else if (!asking.peek()) check().then(tell, () => {});
  };
}

/** Forgets what this tab knows. */
export function startAnew() {
  session.clear();
  forgetUnsaved();
  location.replace('/');
}

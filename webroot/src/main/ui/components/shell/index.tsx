import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asking, isBarred, me, type Scope } from '../../lib/access/session';
import { leave, leaveForGood, leaving, watchLeaving } from '../../lib/browser/unsaved';
import { deletions } from '../../lib/desk';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { act, toasts, UNDO } from '../../lib/messages/toast';
import { ConnectionPill } from '../connection-pill';
import { Dialog } from '../dialog';
import { later, loadAnew, missing, soon } from '../later';
import { ThemeSwitch } from '../theme-switch';
import { Toasts } from '../toasts';

const ShortcutHelp = soon(() => import('../shortcut-help').then(({ ShortcutHelp }) => ShortcutHelp));
const LogIn = later(() => import('../log-in').then(({ LogIn }) => LogIn), NoLogIn);
const OwnPassword = later(() => import('../own-password').then(({ OwnPassword }) => OwnPassword));
const logOut = () => import('../log-in').then(({ logOut }) => logOut(), missing);

interface ListedPage {
  path: string;
  name: string;
  keys: string;
  needs: Scope;
  /** Whether it is for nobody where nobody is asked who they are. */
  onlyNamed?: boolean;
}

const PAGES: ListedPage[] = [
  { path: '/orders', name: 'Orders', keys: 'g o', needs: 'orders:read' },
  { path: '/products', name: 'Products', keys: 'g p', needs: 'products:read' },
  { path: '/users', name: 'Users', keys: 'g u', needs: 'access:manage', onlyNamed: true },
];

/** The frame around every page. */
export const Shell = ({ children }: { children: ComponentChildren }) => {
  const { path, url, route } = useLocation();
  const here = useRef(url);
  here.current = url;
  const [helping, setHelping] = useState(false);
  const [changing, setChanging] = useState(false);
  // In a layout effect, to listen before the router around this, which would already have left the page.
  useLayoutEffect(() => watchLeaving(() => here.current, to => route(to)), []);
  const pages = PAGES.filter(({ needs, onlyNamed }) => !isBarred(needs) && (me.value || !onlyNamed));
  useShortcut('u', 'Undo the last thing that can be undone', undoLast);
  useShortcut('?', 'Show this list', () => setHelping(true));
  useEffect(() => {
    if (me.value) LogIn.ahead();
  }, [me.value]);
  return (
    <>
      <a class="skip-link" href="#content">Skip to content</a>
      <header class="bg-body-tertiary border-bottom">
        <div class="container-fluid d-flex flex-wrap align-items-center gap-2 py-1">
          <a class="text-body text-decoration-none fw-bold" href="/orders">Quick Sell</a>
          <nav aria-label="Pages">
            <ul class="pages">
              {pages.map(page => <PageLink key={page.path} page={page} path={path} route={route} />)}
            </ul>
          </nav>
          <div class="d-flex flex-wrap align-items-center justify-content-end gap-2 ms-auto">
            <ConnectionPill />
            <ThemeSwitch />
            {me.value && (
              <>
                <button type="button" class="btn btn-sm border user text-truncate" title={me.value.name} translate={false} aria-haspopup="dialog" onClick={() => setChanging(true)}>
                  {me.value.name}
                </button>
                <button type="button" class="btn btn-sm border" onClick={() => leaveForGood(logOut)}>Log out</button>
              </>
            )}
            <button type="button" class="btn btn-sm border" aria-label="Keyboard shortcuts" onClick={() => setHelping(true)}>?</button>
          </div>
        </div>
      </header>
      <main id="content" class="container-fluid py-3" tabIndex={-1}>{children}</main>
      <Toasts />
      {leaving.value && <LeaveDialog leave={leaving.value} />}
      {helping && <ShortcutHelp onClose={() => setHelping(false)} />}
      {changing && me.value && <OwnPassword key={me.value.name} me={me.value} onClose={() => setChanging(false)} />}
      {asking.value && <LogIn />}
    </>
  );
};

interface LinkProps {
  page: ListedPage;
  path: string;
  route: (path: string) => void;
}

const PageLink = ({ page, path, route }: LinkProps) => {
  useShortcut(page.keys, `Go to ${page.name}`, () => leave(() => route(page.path)));
  return (
    <li>
      <a href={page.path} aria-current={page.path === path ? 'page' : undefined}>{page.name}</a>
    </li>
  );
};

/** A deletion can still be undone after its message was dismissed. */
const undoLast = () => {
  const last = toasts.peek().findLast(({ action }) => action?.name === UNDO);
  if (last) act(last);
  else deletions.undo();
};

const LeaveDialog = ({ leave }: { leave: () => void }) => {
  const stay = () => (leaving.value = undefined);
  const go = () => {
    stay();
    leave();
  };
  return (
    <Dialog
      title="Leave without saving?"
      onClose={stay}
      footer={
        <>
          <button type="button" class="btn btn-danger" onClick={go}>Leave</button>
          <button type="button" class="btn btn-secondary" autofocus onClick={stay}>Stay</button>
        </>
      }
    >
      What you entered on this page is not saved yet.
    </Dialog>
  );
};

/** Nothing works without it, so it is no message that can be dismissed, or covered by a dialog. */
function NoLogIn() {
  return (
    <Dialog title="Log in" footer={<button type="button" class="btn btn-primary" autofocus onClick={loadAnew}>Load the page anew</button>}>
      <p role="alert">You have to log in, but that part of the desk could not be loaded.</p>
      <p class="mb-0">Load the page anew. To keep what you have entered, log in in another tab instead.</p>
    </Dialog>
  );
}

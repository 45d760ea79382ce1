import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asking, isBarred, me, type Scope } from '../../lib/access/session';
import { leave, leaveForGood, leaving, watchLeaving } from '../../lib/browser/unsaved';
import { deletions } from '../../lib/desk';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { act, toasts, UNDO } from '../../lib/messages/toast';
import { Button } from '../button';
import { ConnectionState } from '../connection-state';
import { Dialog } from '../dialog';
import { later, loadAnew, missing, soon } from '../later';
import { Toasts } from '../toast';
import { ClerkMenu } from './clerk-menu';

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
      <header class="header">
        <a class="mark" href="/orders">
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <rect width="20" height="20" rx="5" />
            <path d="M5.5 6.5h6M5.5 10h9M5.5 13.5h4.5M13.5 13.5h.5" />
          </svg>
          <span>Quick Sell</span>
        </a>
        <nav aria-label="Pages">
          <ul class="tabs">
            {pages.map(page => <PageLink key={page.path} page={page} path={path} route={route} />)}
          </ul>
        </nav>
        <ConnectionState />
        <ClerkMenu onHelp={() => setHelping(true)} onPassword={() => setChanging(true)} onLogOut={() => leaveForGood(logOut)} />
      </header>
      <main id="content" tabIndex={-1}>{children}</main>
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
      <a class="tab" href={page.path} aria-current={page.path === path ? 'page' : undefined}>{page.name}</a>
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
          <Button look="danger" onClick={go}>Leave</Button>
          <Button look="main" autofocus onClick={stay}>Stay</Button>
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
    <Dialog title="Log in" footer={<Button look="main" autofocus onClick={loadAnew}>Load the page anew</Button>}>
      <p role="alert">You have to log in, but that part of the desk could not be loaded.</p>
      <p>Load the page anew. To keep what you have entered, log in in another tab instead.</p>
    </Dialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asking, isBarred, me, type Scope } from '../../lib/access/session';
import { leave, leaveForGood, leaving, watchLeaving } from '../../lib/browser/unsaved';
import { deletions, products } from '../../lib/desk';
import { formatUnits } from '../../lib/format/units';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { act, isUndoable, toasts, UNDO_KEY } from '../../lib/messages/toast';
import { t } from '../../texts';
import { ConnectionState } from '../connection-state';
import { later, missing, soon, withTexts } from '../later';
import { Mark } from '../mark';
import { MESSAGE_KEY, Toasts } from '../toast';
import { ClerkMenu } from './clerk-menu';

const ShortcutHelp = soon(() => import('../shortcut-help').then(({ ShortcutHelp }) => ShortcutHelp));
const LeaveDialog = soon(() => import('./leave-dialog').then(({ LeaveDialog }) => LeaveDialog));
const NoLogIn = soon(() => import('./no-way-in').then(({ NoLogIn }) => NoLogIn));
const LogIn = later(() => import('../log-in').then(({ LogIn }) => LogIn), NoLogIn);
const OwnPassword = later(() => import('../own-password').then(({ OwnPassword }) => OwnPassword));
const logOut = () => withTexts(() => import('../log-in')).then(({ logOut }) => logOut(), missing);

interface ListedPage {
  path: string;
  name: string;
  keys: string;
  needs: Scope;
  /** Whether it is for nobody where nobody is asked who they are. */
  onlyNamed?: boolean;
  /** How many things of the page need a look. */
  count?: () => number;
}

const PAGES: ListedPage[] = [
  { path: '/orders', name: t('page.orders'), keys: 'g o', needs: 'orders:read' },
  { path: '/products', name: t('page.products'), keys: 'g p', needs: 'products:read', count: () => products.low.value.size },
  { path: '/users', name: t('page.users'), keys: 'g u', needs: 'access:manage', onlyNamed: true },
];

const HELP_KEY = '?';
/** Of every page. */
const DESK_KEYS = [...PAGES.map(({ keys }) => keys), UNDO_KEY, MESSAGE_KEY, HELP_KEY];

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
  useShortcut(UNDO_KEY, t('shell.undo'), undoLast);
  useShortcut(HELP_KEY, t('shell.help'), () => setHelping(true));
  useEffect(() => {
    if (me.value) LogIn.ahead();
  }, [me.value]);
  return (
    <>
      <a class="skip-link" href="#content">{t('shell.skip')}</a>
      <header class="header">
        <a class="mark" href="/orders">
          <Mark />
        </a>
        <nav aria-label={t('shell.pages')}>
          <ul class="tabs">
            {pages.map(page => <PageLink key={page.path} page={page} path={path} route={route} />)}
          </ul>
        </nav>
        <ConnectionState />
        <ClerkMenu onHelp={() => setHelping(true)} onPassword={() => setChanging(true)} onLogOut={() => leaveForGood(logOut)} />
      </header>
      <Toasts />
      <main id="content" tabIndex={-1}>{children}</main>
      {leaving.value && <LeaveDialog leave={leaving.value} />}
      {helping && <ShortcutHelp page={pages.find(page => page.path === path)?.name} ofDesk={DESK_KEYS} onClose={() => setHelping(false)} />}
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
  const count = page.count?.() ?? 0;
  useShortcut(page.keys, t('shell.go', { page: page.name }), () => leave(() => route(page.path)));
  return (
    <li>
      <a class="tab" href={page.path} aria-current={page.path === path ? 'page' : undefined} aria-description={count > 0 ? t('shell.low', { n: count }) : undefined}>
        {page.name}
        {count > 0 && <span class="count warn" aria-hidden="true">{formatUnits(count)}</span>}
      </a>
    </li>
  );
};

/** A deletion can still be undone after its message was dismissed. */
const undoLast = () => {
  const last = toasts.peek().findLast(isUndoable);
  if (last) act(last);
  else deletions.undo();
};

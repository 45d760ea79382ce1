import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { leave, leaving, watchLeaving } from '../../lib/browser/unsaved';
import { deletions } from '../../lib/desk';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { act, toasts, UNDO } from '../../lib/messages/toast';
import { ConnectionPill } from '../connection-pill';
import { Dialog } from '../dialog';
import { ShortcutHelp } from '../shortcut-help';
import { ThemeSwitch } from '../theme-switch';
import { Toasts } from '../toasts';

const PAGES = [
  { path: '/orders', name: 'Orders', keys: 'g o' },
  { path: '/products', name: 'Products', keys: 'g p' },
];

/** The frame around every page. */
export const Shell = ({ children }: { children: ComponentChildren }) => {
  const { path, url, route } = useLocation();
  const here = useRef(url);
  here.current = url;
  const [helping, setHelping] = useState(false);
  // In a layout effect, to listen before the router around this, which would already have left the page.
  useLayoutEffect(() => watchLeaving(() => here.current, to => route(to)), []);
  PAGES.forEach(page => useShortcut(page.keys, `Go to ${page.name}`, () => leave(() => route(page.path))));
  useShortcut('u', 'Undo the last thing that can be undone', undoLast);
  useShortcut('?', 'Show this list', () => setHelping(true));
  return (
    <>
      <a class="skip-link" href="#content">Skip to content</a>
      <header class="bg-body-tertiary border-bottom">
        <div class="container-fluid d-flex flex-wrap align-items-center gap-2 py-1">
          <a class="text-body text-decoration-none fw-bold" href="/orders">Quick Sell</a>
          <nav aria-label="Pages">
            <ul class="pages">
              {PAGES.map(page => (
                <li key={page.path}>
                  <a href={page.path} aria-current={page.path === path ? 'page' : undefined}>{page.name}</a>
                </li>
              ))}
            </ul>
          </nav>
          <div class="d-flex align-items-center gap-2 ms-auto">
            <ConnectionPill />
            <ThemeSwitch />
            <button type="button" class="btn btn-sm border" aria-label="Keyboard shortcuts" onClick={() => setHelping(true)}>?</button>
          </div>
        </div>
      </header>
      <main id="content" class="container-fluid py-3" tabIndex={-1}>{children}</main>
      <Toasts />
      {leaving.value && <LeaveDialog leave={leaving.value} />}
      {helping && <ShortcutHelp onClose={() => setHelping(false)} />}
    </>
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

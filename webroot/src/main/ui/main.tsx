import 'bootstrap/dist/css/bootstrap.css';
import './desk.css';
import { render } from 'preact';
import { heedFirstClicks } from './lib/browser/clicks';
import { listenToKeys } from './lib/keyboard/shortcuts';
import { singleKeys } from './lib/keyboard/single-keys';
import { Desk } from './routes';

// The desk opens on the orders page.
if (location.pathname === '/') history.replaceState(null, '', '/orders');
heedFirstClicks(window);
listenToKeys(window, singleKeys);
render(<Desk />, document.getElementById('desk')!);

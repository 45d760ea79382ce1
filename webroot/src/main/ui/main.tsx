import 'bootstrap/dist/css/bootstrap.css';
import './desk.css';
import { render } from 'preact';
import { heedFirstClicks } from './lib/browser/clicks';
import { surviveTranslation } from './lib/browser/translation';
import { handOver, listenToScanner } from './lib/keyboard/scanner';
import { listenToKeys } from './lib/keyboard/shortcuts';
import { singleKeys } from './lib/keyboard/single-keys';
import { Desk } from './routes';

// The desk opens on the orders page.
if (location.pathname === '/') history.replaceState(null, '', '/orders');
heedFirstClicks(window);
listenToScanner(window, handOver);
listenToKeys(window, singleKeys);
const desk = document.getElementById('desk')!;
render(<Desk />, desk);
surviveTranslation(desk);

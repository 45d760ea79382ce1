import './tokens.css';
import './desk.css';
import './components/shell/shell.css';
import './pages/orders/orders.css';
import './pages/orders/order-list/order-list.css';
import './pages/orders/order-drawer/order-drawer.css';
import './pages/orders/order-form/draft-tabs.css';
import './pages/orders/order-form/order-form.css';
import './pages/products/products.css';
import './pages/users/users.css';
import { render } from 'preact';
import { heedFirstClicks } from './lib/browser/clicks';
import { surviveTranslation } from './lib/browser/translation';
import { handOver, listenToScanner } from './lib/keyboard/scanner';
import { listenToKeys } from './lib/keyboard/shortcuts';
import { singleKeys } from './lib/keyboard/single-keys';
import { Desk } from './routes';
import { language } from './texts';

document.documentElement.lang = language;
// The desk opens on the orders page.
if (location.pathname === '/') history.replaceState(null, '', '/orders');
heedFirstClicks(window);
listenToScanner(window, handOver);
listenToKeys(window, singleKeys);
const desk = document.getElementById('desk')!;
render(<Desk />, desk);
surviveTranslation(desk);

import 'bootstrap/dist/css/bootstrap.css';
import './desk.css';
import { render } from 'preact';
import { listenToKeys } from './lib/shortcuts';
import { Desk } from './routes';

// The desk opens where orders are placed.
if (location.pathname === '/') history.replaceState(null, '', '/orders');
listenToKeys(window);
render(<Desk />, document.getElementById('desk')!);

import 'bootstrap/dist/css/bootstrap.min.css';
import './desk.css';
import { render } from 'preact';
import { Desk } from './routes';

render(<Desk />, document.getElementById('desk')!);

import { LocationProvider, Route, Router } from 'preact-iso';
import { Page } from './components/page';
import { Shell } from './components/shell';
import { OrdersPage } from './pages/orders';
import { ProductsPage } from './pages/products';

const NoSuchPage = () => (
  <Page title="No such page">
    <p>There is no page at this address.</p>
    <a href="/orders">To the orders</a>
  </Page>
);

/** Without scrolling, so that the header stays in view. */
const focusContent = () => document.getElementById('content')?.focus({ preventScroll: true });

export const Desk = () => (
  <LocationProvider>
    <Shell>
      <Router onRouteChange={focusContent}>
        <Route path="/products" component={ProductsPage} />
        <Route path="/orders" component={OrdersPage} />
        <Route default component={NoSuchPage} />
      </Router>
    </Shell>
  </LocationProvider>
);

import type { ComponentType } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso';
import { Barred } from './components/barred';
import { later, soon } from './components/later';
import { Page } from './components/page';
import { Shell } from './components/shell';
import { Empty } from './components/states';
import { isBarred, isOpen, type Scope } from './lib/access/session';
import { OrdersPage } from './pages/orders';
import { t } from './texts';

const ProductsPage = soon(() => import('./pages/products').then(({ ProductsPage }) => ProductsPage));
const UsersPage = later(() => import('./pages/users').then(({ UsersPage }) => UsersPage));

const NoSuchPage = () => (
  <Page title={t('page.none.title')}>
    <Empty title={t('page.none')}>
      <p class="quiet">{t('page.none.why')}</p>
      <a class="button" href="/orders">{t('page.none.way')}</a>
    </Empty>
  </Page>
);

/** The page, for those who may see it. */
const needing = (scope: Scope, title: string, Content: ComponentType) => () => (isBarred(scope) ? <Barred title={title} /> : <Content />);

const Orders = needing('orders:read', t('page.orders'), OrdersPage);
const Products = needing('products:read', t('page.products'), ProductsPage);
const Users = needing('access:manage', t('page.users'), () => (isOpen() ? <NoSuchPage /> : <UsersPage />));

/** Without scrolling, so that the header stays in view. */
const focusContent = () => document.getElementById('content')?.focus({ preventScroll: true });

export const Desk = () => (
  <LocationProvider>
    <Shell>
      <Router onRouteChange={focusContent}>
        <Route path="/products" component={Products} />
        <Route path="/orders" component={Orders} />
        <Route path="/users" component={Users} />
        <Route default component={NoSuchPage} />
      </Router>
    </Shell>
  </LocationProvider>
);

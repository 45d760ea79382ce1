import { LocationProvider, Route, Router } from 'preact-iso';
import { Message } from './components/message';
import { NavBar } from './components/nav-bar';
import { OrderForm } from './components/order-form';
import { OrderTable } from './components/order-table';
import { Page } from './components/page';
import { ProductForm } from './components/product-form';
import { ProductTable } from './components/product-table';
import { config, orders, products } from './lib/live';

const Overview = () => (
  <Page title="Overview" shows={[products, orders, config]}>
    <div class="row g-4">
      <div class="col-xl-7">
        <OrderForm />
        <OrderTable />
      </div>
      <div class="col-xl-5">
        <ProductForm />
        <ProductTable />
      </div>
    </div>
  </Page>
);

const Products = () => (
  <Page title="Products" shows={[products]}>
    <ProductForm />
    <ProductTable />
  </Page>
);

const Orders = () => (
  <Page title="Orders" shows={[products, orders, config]}>
    <OrderForm />
    <OrderTable />
  </Page>
);

const NoSuchPage = () => (
  <Page title="No such page" shows={[]}>
    <p>There is no page at this address.</p>
    <a href="/">To the overview</a>
  </Page>
);

const focusContent = () => document.getElementById('content')?.focus();

export const Desk = () => (
  <LocationProvider>
    <a class="visually-hidden-focusable d-inline-block p-2" href="#content">Skip to content</a>
    <NavBar />
    <main id="content" class="container-xxl py-3" tabIndex={-1}>
      <Router onRouteChange={focusContent}>
        <Route path="/" component={Overview} />
        <Route path="/products" component={Products} />
        <Route path="/orders" component={Orders} />
        <Route default component={NoSuchPage} />
      </Router>
    </main>
    <Message />
  </LocationProvider>
);

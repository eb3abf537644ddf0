import { createRootRoute, createRoute, createRouter, defaultParseSearch, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { lazily } from '../parts/lazily.ts';
import { Failed } from './failed.tsx';
import { Gate } from './gate.tsx';
import { NotFound } from './notFound.tsx';
import {
  customerSearch,
  customersSearch,
  importSearch,
  invoicesSearch,
  monthSearch,
  readAddress,
  runSearch,
  settingsSearch,
  xeroSearch,
} from './search.ts';

const root = createRootRoute({ component: Gate, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/summary' });
  },
});

/** Each screen is a file of its own, loaded when it is first wanted. */
const summary = createRoute({
  getParentRoute: () => root,
  path: '/summary',
  validateSearch: monthSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/summary/summaryScreen.tsx')),
    'SummaryScreen',
  ),
});
const invoices = createRoute({
  getParentRoute: () => root,
  path: '/invoices',
  validateSearch: invoicesSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/invoices/invoicesScreen.tsx')),
    'InvoicesScreen',
  ),
});
const previous = createRoute({
  getParentRoute: () => root,
  path: '/previous',
  validateSearch: invoicesSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/invoices/previousScreen.tsx')),
    'PreviousScreen',
  ),
});
const invoice = createRoute({
  getParentRoute: () => root,
  path: '/invoices/$invoiceId',
  component: lazyRouteComponent(
    lazily(() => import('../screens/invoices/invoiceScreen.tsx')),
    'InvoiceScreen',
  ),
});
const run = createRoute({
  getParentRoute: () => root,
  path: '/run',
  validateSearch: runSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/run/runScreen.tsx')),
    'RunScreen',
  ),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/customers/customersScreen.tsx')),
    'CustomersScreen',
  ),
});
const newCustomer = createRoute({
  getParentRoute: () => root,
  path: '/customers/new',
  component: lazyRouteComponent(
    lazily(() => import('../screens/customers/newCustomerScreen.tsx')),
    'NewCustomerScreen',
  ),
});
const importing = createRoute({
  getParentRoute: () => root,
  path: '/customers/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/customers/importScreen.tsx')),
    'ImportScreen',
  ),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  validateSearch: customerSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/customers/customerScreen.tsx')),
    'CustomerScreen',
  ),
});
const xero = createRoute({
  getParentRoute: () => root,
  path: '/xero',
  validateSearch: xeroSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/xero/xeroScreen.tsx')),
    'XeroScreen',
  ),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(
    lazily(() => import('../screens/settings/settingsScreen.tsx')),
    'SettingsScreen',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    summary,
    invoices,
    previous,
    invoice,
    run,
    customers,
    newCustomer,
    importing,
    customer,
    xero,
    settings,
  ]),
  parseSearch: (text) => readAddress(defaultParseSearch(text)),
  // Each screen's own, so that the frame around it stands.
  defaultErrorComponent: Failed,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

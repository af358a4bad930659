import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Root } from './features/shell/root';
import {
  contributorsSearch,
  drillSearch,
  insightSearch,
  integrationSearch,
  pageSearch,
  parseSearch,
  stringifySearch,
} from './lib/url';
import { NotFound, PageFailed } from './routes/not-found';

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/home'), 'HomePage'),
});

export const doraRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/insights/dora',
  validateSearch: insightSearch,
  component: lazyRouteComponent(() => import('./routes/dora'), 'DoraPage'),
});

export const drillRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/insights/dora/$metric',
  validateSearch: drillSearch,
  component: lazyRouteComponent(() => import('./routes/drill'), 'DrillPage'),
});

export const integrationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integrations',
  validateSearch: (raw): { tab?: 'available' } => ({
    tab: raw.tab === 'available' ? 'available' : undefined,
  }),
  component: lazyRouteComponent(() => import('./routes/integrations'), 'IntegrationsPage'),
});

export const addIntegrationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integrations/new/$kind',
  component: lazyRouteComponent(() => import('./routes/add-integration'), 'AddIntegrationPage'),
});

const integrationHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integrations/$id',
  beforeLoad: ({ params }) => {
    throw redirect({
      to: '/integrations/$id/$tab',
      params: { id: params.id, tab: 'overview' },
      replace: true,
    });
  },
});

export const integrationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integrations/$id/$tab',
  validateSearch: integrationSearch,
  component: lazyRouteComponent(() => import('./routes/integration'), 'IntegrationPage'),
});

export const projectsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects',
  component: lazyRouteComponent(() => import('./routes/projects'), 'ProjectsPage'),
});

const projectHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$id/$tab', params: { id: params.id, tab: 'mapping' }, replace: true });
  },
});

export const projectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/$tab',
  component: lazyRouteComponent(() => import('./routes/project'), 'ProjectPage'),
});

export const insightsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/insights',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./routes/insights'), 'InsightsPage'),
});

export const allInsightsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/insights/all',
  component: lazyRouteComponent(() => import('./routes/all-insights'), 'AllInsightsPage'),
});

export const editInsightRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/insights/$insight/edit',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./routes/edit-insight'), 'EditInsightPage'),
});

export const insightRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/insights/$insight',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./routes/insights'), 'InsightsPage'),
});

export const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/compare/$metric',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./routes/compare'), 'ComparePage'),
});

export const collectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/collections/$collection',
  validateSearch: (raw): { category?: string; parent?: string } => ({
    category: text(raw.category),
    parent: text(raw.parent),
  }),
  component: lazyRouteComponent(() => import('./routes/collection'), 'CollectionPage'),
});

export const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects/$id/profiles/$profile',
  validateSearch: (raw): { kind?: 'velocity'; copy?: string } => ({
    kind: raw.kind === 'velocity' ? 'velocity' : undefined,
    copy: text(raw.copy),
  }),
  component: lazyRouteComponent(() => import('./routes/profile'), 'ProfilePage'),
});

export const contributorsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contributors',
  validateSearch: contributorsSearch,
  component: lazyRouteComponent(() => import('./routes/contributors'), 'ContributorsPage'),
});

export const contributorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contributors/$id',
  component: lazyRouteComponent(() => import('./routes/contributor'), 'ContributorPage'),
});

export const tablesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tables',
  validateSearch: (raw): { table?: string } => ({ table: text(raw.table) }),
  component: lazyRouteComponent(() => import('./routes/tables'), 'TablesPage'),
});

export const queryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/query',
  validateSearch: (raw): { sql?: string } => ({ sql: text(raw.sql) }),
  component: lazyRouteComponent(() => import('./routes/query'), 'QueryPage'),
});

const settingsHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$tab', params: { tab: 'account' }, replace: true });
  },
});

export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/$tab',
  validateSearch: (raw): { channel?: string } => ({ channel: text(raw.channel) }),
  component: lazyRouteComponent(() => import('./routes/settings'), 'SettingsPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  doraRoute,
  drillRoute,
  integrationsRoute,
  addIntegrationRoute,
  integrationHome,
  integrationRoute,
  projectsRoute,
  projectHome,
  projectRoute,
  insightsRoute,
  allInsightsRoute,
  editInsightRoute,
  insightRoute,
  compareRoute,
  collectionRoute,
  profileRoute,
  contributorsRoute,
  contributorRoute,
  tablesRoute,
  queryRoute,
  settingsHome,
  settingsRoute,
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

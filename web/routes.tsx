import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ApiProblem } from './api.ts';
import { Layout } from './pages/layout/layout.tsx';
import { paths } from './paths.ts';
import { organisationQuery, sessionQuery } from './session.ts';
import { Failed, LoadingPage } from './ui/states.tsx';

/** The sitemap: every page, its URL and what it needs before it shows. Pages come with their own script when they are first opened. */

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => <Failed error={new ApiProblem(404, 'There is no page at this address.')} />,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context: { queries } }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    const first = session?.memberships[0];
    throw redirect({ to: first ? paths.myDay(first.slug) : paths.signIn(), replace: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; error?: string } => ({
    ...(typeof search.next === 'string' && search.next.startsWith('/o/') ? { next: search.next } : {}),
    ...(typeof search.error === 'string' ? { error: search.error } : {}),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in.tsx'), 'SignInPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/sign-in/invitation.tsx'), 'InvitationPage'),
});

const organisation = createRoute({
  getParentRoute: () => root,
  path: '/o/$organisation',
  beforeLoad: async ({ context: { queries }, params, location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: paths.signIn(), search: { next: location.href } });
    await queries.ensureQueryData(organisationQuery(params.organisation));
  },
  component: Layout,
});

const organisationHome = createRoute({
  getParentRoute: () => organisation,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: paths.myDay(params.organisation), replace: true });
  },
});

const pages = [organisationHome];

const tree = root.addChildren([home, signIn, invitation, organisation.addChildren(pages)]);

export function createPages(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}

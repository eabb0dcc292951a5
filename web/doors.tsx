import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { readSignInSearch } from './pages/sign-in/sign-in-search.ts';
import { paths } from './paths.ts';
import { sessionQuery } from './session.ts';
import { NoSuchPage } from './ui/states.tsx';

/** Everything is below it. */
export const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
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
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in.tsx'), 'SignInPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/sign-in/invitation.tsx'), 'InvitationPage'),
});

/** The pages in front of an organisation: nobody has to be signed in. */
export const doors = [home, signIn, invitation] as const;

import { createRoute, redirect } from '@tanstack/react-router';
import { root } from './doors.tsx';
import { Layout } from './pages/layout/layout.tsx';
import { paths } from './paths.ts';
import { organisationQuery, sessionQuery } from './session.ts';
import { NoSuchPage } from './ui/states.tsx';

/** The frame of every page of one organisation: only who has signed in comes further. */
export const organisation = createRoute({
  getParentRoute: () => root,
  path: '/o/$organisation',
  beforeLoad: async ({ context: { queries }, params, location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: paths.signIn(), search: { next: location.href } });
    await queries.ensureQueryData(organisationQuery(params.organisation));
  },
  component: Layout,
  notFoundComponent: NoSuchPage,
});

/** An organisation without a page leads to My day. */
export const organisationHome = createRoute({
  getParentRoute: () => organisation,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: paths.myDay(params.organisation), replace: true });
  },
});

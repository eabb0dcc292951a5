import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { organisation } from './organisation-route.tsx';
import { personaQuery, personasQuery } from './pages/personas/persona-query.ts';
import { segmentQuery, segmentsQuery } from './pages/segments/segment-query.ts';

const segments = createRoute({
  getParentRoute: () => organisation,
  path: 'segments',
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(segmentsQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/segments/segments-page.tsx'), 'SegmentsPage'),
});

const segment = createRoute({
  getParentRoute: () => organisation,
  path: 'segments/$segment',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(segmentQuery(params.organisation, params.segment)),
  component: lazyRouteComponent(() => import('./pages/segments/segment-page.tsx'), 'SegmentPage'),
});

const personas = createRoute({
  getParentRoute: () => organisation,
  path: 'personas',
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(personasQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/personas/personas-page.tsx'), 'PersonasPage'),
});

const persona = createRoute({
  getParentRoute: () => organisation,
  path: 'personas/$persona',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(personaQuery(params.organisation, params.persona)),
  component: lazyRouteComponent(() => import('./pages/personas/persona-page.tsx'), 'PersonaPage'),
});

/** What rules sort: accounts into segments, contacts into personas. */
export const ruleRoutes = [segments, segment, personas, persona];

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { doors, root } from './doors.tsx';
import { organisation, organisationHome } from './organisation-route.tsx';
import { accountQuery, signalsQuery } from './pages/accounts/account-query.ts';
import { accountsQuery } from './pages/accounts/accounts-query.ts';
import { readAccountsSearch } from './pages/accounts/accounts-search.ts';
import { escalationQuery, escalationsQuery } from './pages/escalations/escalation-query.ts';
import { readEscalationsSearch } from './pages/escalations/escalations-search.ts';
import { healthModelQuery } from './pages/health/health-query.ts';
import { readHealthSearch } from './pages/health/health-search.ts';
import { readHeldBackSearch } from './pages/held-back/held-back-query.ts';
import { myDayQuery } from './pages/my-day/my-day-query.ts';
import { readMyDaySearch } from './pages/my-day/my-day-search.ts';
import { playbookQuery, playbooksQuery } from './pages/playbooks/playbook-query.ts';
import { readPlaybooksSearch } from './pages/playbooks/playbooks-search.ts';
import { readEditSearch, readVersionsSearch } from './pages/playbooks/version-query.ts';
import { readReportSearch, reportsQuery } from './pages/reports/report-query.ts';
import { runQuery } from './pages/runs/run-query.ts';
import { readScorecardSearch } from './pages/scorecards/scorecard-query.ts';
import { readSettingsSearch } from './pages/settings/settings-tab.ts';
import { situationQuery } from './pages/situations/situation-query.ts';
import { readSourcesSearch } from './pages/sources/source-tab.ts';
import { importQuery, importsQuery, kindsQuery } from './pages/sources/sources-query.ts';
import { readTeamSearch } from './pages/team/team-search.ts';
import { readWhySearch } from './pages/why/why-query.ts';
import { ruleRoutes } from './rule-routes.tsx';

/** The sitemap (what leads in is in `doors.tsx`, segments and personas are in `rule-routes.tsx`): every page, its URL and what it needs before it shows. Pages come with their own script when they are first opened. */

const myDay = createRoute({
  getParentRoute: () => organisation,
  path: 'my-day',
  validateSearch: readMyDaySearch,
  loaderDeps: ({ search }) => ({ all: search.all === true }),
  loader: ({ context: { queries }, params, deps }) =>
    queries.ensureQueryData(myDayQuery(params.organisation, deps.all)),
  component: lazyRouteComponent(() => import('./pages/my-day/my-day-page.tsx'), 'MyDayPage'),
});

const reports = createRoute({
  getParentRoute: () => organisation,
  path: 'my-day/reports',
  validateSearch: readReportSearch,
  loader: ({ context: { queries }, params }) => {
    void queries.prefetchQuery(reportsQuery(params.organisation));
  },
  component: lazyRouteComponent(() => import('./pages/reports/reports-page.tsx'), 'ReportsPage'),
});

const situation = createRoute({
  getParentRoute: () => organisation,
  path: 'situations/$situation',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(situationQuery(params.organisation, params.situation)),
  component: lazyRouteComponent(() => import('./pages/situations/situation-page.tsx'), 'SituationPage'),
});

const run = createRoute({
  getParentRoute: () => organisation,
  path: 'runs/$run',
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(runQuery(params.organisation, params.run)),
  component: lazyRouteComponent(() => import('./pages/runs/run-page.tsx'), 'RunPage'),
});

const escalations = createRoute({
  getParentRoute: () => organisation,
  path: 'escalations',
  validateSearch: readEscalationsSearch,
  loaderDeps: ({ search }) => ({ status: search.status ?? 'open' }),
  loader: ({ context: { queries }, params, deps }) => {
    void queries.prefetchQuery(escalationsQuery(params.organisation, deps));
  },
  component: lazyRouteComponent(() => import('./pages/escalations/escalations-page.tsx'), 'EscalationsPage'),
});

const escalation = createRoute({
  getParentRoute: () => organisation,
  path: 'escalations/$escalation',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(escalationQuery(params.organisation, params.escalation)),
  component: lazyRouteComponent(() => import('./pages/escalations/escalation-page.tsx'), 'EscalationPage'),
});

const playbooks = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks',
  validateSearch: readPlaybooksSearch,
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(playbooksQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/playbooks/playbooks-page.tsx'), 'PlaybooksPage'),
});

const playbook = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks/$playbook',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(playbookQuery(params.organisation, params.playbook)),
  component: lazyRouteComponent(() => import('./pages/playbooks/playbook-page.tsx'), 'PlaybookPage'),
});

const heldBack = createRoute({
  getParentRoute: () => organisation,
  path: 'held-back',
  validateSearch: readHeldBackSearch,
  component: lazyRouteComponent(() => import('./pages/held-back/held-back-page.tsx'), 'HeldBackPage'),
});

const newPlaybook = createRoute({
  getParentRoute: () => organisation,
  path: 'new-playbook',
  component: lazyRouteComponent(() => import('./pages/playbooks/write-playbook-page.tsx'), 'NewPlaybookPage'),
});

const editPlaybook = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks/$playbook/edit',
  validateSearch: readEditSearch,
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(playbookQuery(params.organisation, params.playbook)),
  component: lazyRouteComponent(() => import('./pages/playbooks/write-playbook-page.tsx'), 'EditPlaybookPage'),
});

const versions = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks/$playbook/versions',
  validateSearch: readVersionsSearch,
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(playbookQuery(params.organisation, params.playbook)),
  component: lazyRouteComponent(() => import('./pages/playbooks/versions-page.tsx'), 'VersionsPage'),
});

const backTest = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks/$playbook/back-test',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(playbookQuery(params.organisation, params.playbook)),
  component: lazyRouteComponent(() => import('./pages/back-test/back-test-page.tsx'), 'BackTestPage'),
});

const scorecards = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks/scorecards',
  validateSearch: readScorecardSearch,
  component: lazyRouteComponent(() => import('./pages/scorecards/scorecards-page.tsx'), 'ScorecardsPage'),
});

const scorecard = createRoute({
  getParentRoute: () => organisation,
  path: 'playbooks/$playbook/scorecard',
  validateSearch: readScorecardSearch,
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(playbookQuery(params.organisation, params.playbook)),
  component: lazyRouteComponent(() => import('./pages/scorecards/scorecard-page.tsx'), 'ScorecardPage'),
});

const accounts = createRoute({
  getParentRoute: () => organisation,
  path: 'accounts',
  validateSearch: readAccountsSearch,
  loaderDeps: ({ search: { selected: _, ...asked } }) => asked,
  loader: ({ context: { queries }, params, deps }) => {
    void queries.prefetchInfiniteQuery(accountsQuery(params.organisation, deps));
  },
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const account = createRoute({
  getParentRoute: () => organisation,
  path: 'accounts/$account',
  loader: ({ context: { queries }, params }) => {
    void queries.prefetchQuery(signalsQuery(params.organisation, params.account));
    return queries.ensureQueryData(accountQuery(params.organisation, params.account));
  },
  component: lazyRouteComponent(() => import('./pages/accounts/account-page.tsx'), 'AccountPage'),
});

const why = createRoute({
  getParentRoute: () => organisation,
  path: 'accounts/$account/why',
  validateSearch: readWhySearch,
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(accountQuery(params.organisation, params.account)),
  component: lazyRouteComponent(() => import('./pages/why/why-page.tsx'), 'WhyPage'),
});

const whatIf = createRoute({
  getParentRoute: () => organisation,
  path: 'accounts/$account/what-if',
  loader: ({ context: { queries }, params }) => {
    void queries.prefetchQuery(signalsQuery(params.organisation, params.account));
    return queries.ensureQueryData(accountQuery(params.organisation, params.account));
  },
  component: lazyRouteComponent(() => import('./pages/what-if/what-if-page.tsx'), 'WhatIfPage'),
});

const team = createRoute({
  getParentRoute: () => organisation,
  path: 'team',
  validateSearch: readTeamSearch,
  component: lazyRouteComponent(() => import('./pages/team/team-page.tsx'), 'TeamPage'),
});

const health = createRoute({
  getParentRoute: () => organisation,
  path: 'health',
  validateSearch: readHealthSearch,
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(healthModelQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/health/health-page.tsx'), 'HealthPage'),
});

const healthTest = createRoute({
  getParentRoute: () => organisation,
  path: 'health/test',
  component: lazyRouteComponent(() => import('./pages/health-test/health-test-page.tsx'), 'HealthTestPage'),
});

const sources = createRoute({
  getParentRoute: () => organisation,
  path: 'sources',
  validateSearch: readSourcesSearch,
  loader: ({ context: { queries }, params }) => {
    void queries.prefetchQuery(importsQuery(params.organisation));
  },
  component: lazyRouteComponent(() => import('./pages/sources/sources-page.tsx'), 'SourcesPage'),
});

const importStart = createRoute({
  getParentRoute: () => organisation,
  path: 'sources/import',
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(kindsQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/sources/import-start-page.tsx'), 'ImportStartPage'),
});

const importFile = createRoute({
  getParentRoute: () => organisation,
  path: 'sources/imports/$import',
  loader: ({ context: { queries }, params }) =>
    queries.ensureQueryData(importQuery(params.organisation, params.import)),
  component: lazyRouteComponent(() => import('./pages/sources/import-page.tsx'), 'ImportPage'),
});

const settings = createRoute({
  getParentRoute: () => organisation,
  path: 'settings',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
});

const pages = [
  organisationHome,
  myDay,
  reports,
  situation,
  run,
  escalations,
  escalation,
  playbooks,
  playbook,
  heldBack,
  newPlaybook,
  editPlaybook,
  versions,
  backTest,
  scorecards,
  scorecard,
  accounts,
  account,
  why,
  whatIf,
  ...ruleRoutes,
  team,
  health,
  healthTest,
  sources,
  importStart,
  importFile,
  settings,
];

/** All of it; `createPages` makes the router of it. */
export const tree = root.addChildren([...doors, organisation.addChildren(pages)]);

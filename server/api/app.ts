import { createMiddleware } from 'hono/factory';
import { requestId } from 'hono/request-id';
import { notFound } from '../lib/problem.ts';
import { trackingRoutes } from '../sources/tracking/routes.ts';
import { absenceRoutes } from './absences.ts';
import { accountRecordRoutes } from './account-records.ts';
import { accountRoutes } from './accounts.ts';
import { answerProblem } from './answer-problem.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditEntryRoutes } from './audit-entries.ts';
import { authenticate } from './authenticate.ts';
import { automationRoutes } from './automations.ts';
import { backTestRoutes } from './back-tests.ts';
import { calendarFeedRoutes } from './calendar-feeds.ts';
import { clientAddress } from './client-address.ts';
import { escalationLevelRoutes } from './escalation-levels.ts';
import { escalationRoutes } from './escalations.ts';
import { exceptionRoutes } from './exceptions.ts';
import { explanationRoutes } from './explanations.ts';
import { findRoutes } from './find.ts';
import { handoffRoutes } from './handoffs.ts';
import { healthModelRoutes } from './health-model.ts';
import { healthTestRoutes } from './health-tests.ts';
import { heldBackRoutes } from './held-back.ts';
import { importRejectionRoutes } from './import-rejections.ts';
import { importRoutes } from './imports.ts';
import { invitationRoutes } from './invitations.ts';
import { jobRoutes } from './jobs.ts';
import { limitBody } from './limit-body.ts';
import { measure } from './measure.ts';
import { memberRoutes } from './members.ts';
import { metricRoutes } from './metrics.ts';
import { myDayRoutes } from './my-day.ts';
import { organisationRoutes } from './organisation.ts';
import { personaRoutes } from './personas.ts';
import { playbookDraftRoutes } from './playbook-drafts.ts';
import { playbookVersionRoutes } from './playbook-versions.ts';
import { playbookRoutes } from './playbooks.ts';
import { portfolioRoutes } from './portfolios.ts';
import { probeRoutes } from './probes.ts';
import { reportRoutes } from './reports.ts';
import { newRoutes, type Routes } from './routes.ts';
import { routineRoutes } from './routines.ts';
import { runRoutes } from './runs.ts';
import { sameOrigin } from './same-origin.ts';
import { sampleRoutes } from './sample.ts';
import { savedSearchRoutes } from './saved-searches.ts';
import { scorecardRoutes } from './scorecards.ts';
import { securityHeaders } from './security-headers.ts';
import { segmentRoutes } from './segments.ts';
import { sessionRoutes } from './session.ts';
import { sessionListRoutes } from './sessions.ts';
import { signalHistoryRoutes } from './signal-history.ts';
import { situationRoutes } from './situations.ts';
import { sourceRoutes } from './sources.ts';
import type { Steward } from './steward.ts';
import { taskRoutes } from './tasks.ts';
import { teamRoutes } from './team.ts';
import { waitingSituationRoutes } from './waiting-situations.ts';
import { inlineScriptHashes, webFiles } from './web-files.ts';

/** The whole HTTP surface: what stands before every request, then every resource, then the pages. */
export function createApp(steward: Steward): Routes {
  const { config, log } = steward;
  const app = newRoutes();

  app.onError((error, c) => answerProblem(error, c, log));
  app.notFound((c) => answerProblem(notFound('page'), c, log));

  app.use(requestId());
  app.use(measure(log));
  app.use(securityHeaders(config.publicUrl, inlineScriptHashes(steward.webDirectory)));
  app.use(clientAddress(config.isBehindProxy));
  app.use(limitBody());
  app.use('/api/*', sameOrigin(config.publicUrl));
  app.use('/api/*', neverCached);
  app.use('/api/organisations/:organisation/*', authenticate(steward));

  app.route('/', probeRoutes(steward));
  app.all('/api/auth/*', (c) => steward.signIn.answer(c.req.raw, c.get('address')));

  app.route('/', trackingRoutes(steward));
  app.route('/', sessionRoutes(steward));
  app.route('/', organisationRoutes(steward));
  app.route('/', sampleRoutes(steward));
  app.route('/', memberRoutes(steward));
  app.route('/', absenceRoutes(steward));
  app.route('/', invitationRoutes(steward));
  app.route('/', sessionListRoutes(steward));
  app.route('/', apiKeyRoutes(steward));
  app.route('/', auditEntryRoutes(steward));
  app.route('/', jobRoutes(steward));
  app.route('/', myDayRoutes(steward));
  app.route('/', calendarFeedRoutes(steward));
  app.route('/', reportRoutes(steward));
  app.route('/', routineRoutes(steward));
  app.route('/', situationRoutes(steward));
  app.route('/', waitingSituationRoutes(steward));
  app.route('/', heldBackRoutes(steward));
  app.route('/', runRoutes(steward));
  app.route('/', exceptionRoutes(steward));
  app.route('/', taskRoutes(steward));
  app.route('/', automationRoutes(steward));
  app.route('/', escalationRoutes(steward));
  app.route('/', escalationLevelRoutes(steward));
  app.route('/', handoffRoutes(steward));
  app.route('/', portfolioRoutes(steward));
  app.route('/', teamRoutes(steward));
  app.route('/', playbookRoutes(steward));
  app.route('/', playbookVersionRoutes(steward));
  app.route('/', playbookDraftRoutes(steward));
  app.route('/', backTestRoutes(steward));
  app.route('/', scorecardRoutes(steward));
  app.route('/', explanationRoutes(steward));
  app.route('/', signalHistoryRoutes(steward));
  app.route('/', sourceRoutes(steward));
  app.route('/', metricRoutes(steward));
  app.route('/', importRoutes(steward));
  app.route('/', importRejectionRoutes(steward));
  app.route('/', findRoutes(steward));
  app.route('/', accountRoutes(steward));
  app.route('/', accountRecordRoutes(steward));
  app.route('/', savedSearchRoutes(steward));
  app.route('/', segmentRoutes(steward));
  app.route('/', personaRoutes(steward));
  app.route('/', healthModelRoutes(steward));
  app.route('/', healthTestRoutes(steward));

  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Steward',
      version: '1',
      description: 'Everything the pages of Steward do, they do through this API.',
    },
    security: [{ session: [] }, { apiKey: [] }],
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'steward.session_token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });

  app.use('/api/*', () => {
    throw notFound('page');
  });
  app.use(webFiles(steward.webDirectory));
  return app;
}

/** Answers hold the data of customers: no cache keeps them. */
const neverCached = createMiddleware(async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
});

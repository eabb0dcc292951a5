import { performAutomation } from './automations/perform-automation.ts';
import type { Config } from './config/read-config.ts';
import { systemActor } from './context/actor.ts';
import { inOrganisation, type Transaction } from './context/transaction.ts';
import type { Database } from './database/database.ts';
import { deliverMessage } from './delivery/deliver-message.ts';
import type { MailTransport } from './delivery/mail-transport.ts';
import { clearRetired } from './diagnosis/clear-retired.ts';
import { closeSituationOfRun } from './diagnosis/close-situation.ts';
import { diagnoseAccounts } from './diagnosis/diagnose-accounts.ts';
import { diagnoseToday } from './diagnosis/diagnose-today.ts';
import { fireEscalationTimer } from './escalations/fire-timer.ts';
import { ESCALATION_TIMER } from './escalations/keep-escalation.ts';
import { noteContacts } from './escalations/note-contacts.ts';
import { levelNumber, openByRule } from './escalations/open-escalation.ts';
import { followStep } from './handoffs/follow-step.ts';
import { HANDOFF_CLOCK } from './handoffs/handoff-clock.ts';
import { lapseHandoff } from './handoffs/lapse-handoff.ts';
import { emit } from './jobs/enqueue.ts';
import type { EventName, EventOf, StewardEvent } from './jobs/event.ts';
import { takeRecorded } from './jobs/facts-recorded.ts';
import type { Job } from './jobs/start-worker.ts';
import type { Log } from './lib/log.ts';
import { assignAfterImport } from './portfolios/assign-after-import.ts';
import { catchFallenTasks } from './portfolios/catch-fallen-tasks.ts';
import { evaluateRuns } from './runs/evaluate-runs.ts';
import { fireTimer } from './runs/fire-timer.ts';
import { honourAbsence } from './runs/honour-absence.ts';
import { tellLeavers } from './runs/leaving/tell-leavers.ts';
import { noteMerged } from './runs/note-merged.ts';
import { RUN_AUTOMATION, RUN_TIMER } from './runs/perform-effects.ts';
import { startRuns } from './runs/start-runs.ts';
import { runImport } from './sources/imports/run-import.ts';
import { undoImport } from './sources/imports/undo-import.ts';
import { attributeWaitingUsers } from './sources/tracking/attribute-waiting-users.ts';
import { recountMetric } from './sources/usage/recount-metric.ts';
import { recountUsage } from './sources/usage/recount-usage.ts';
import { wakeWorse } from './worklist/snoozes/wake-worse.ts';

/** What handlers work with. */
export interface FlowTools {
  readonly database: Database;
  readonly config: Config;
  readonly log: Log;
  readonly mail: MailTransport | null;
}

type Handlers = {
  readonly [Name in EventName]: (tools: FlowTools, organisationId: string, event: EventOf<Name>) => Promise<unknown>;
};

/**
 * Everything that flows back or happens after the fact: each event, and what follows. A handler may be run again after a crash, and
 * then finds its work done.
 */
export const handlers: Handlers = {
  'facts.recorded': ({ database }, organisationId) =>
    within(database, organisationId, async (tx) => diagnoseAccounts(tx, await takeRecorded(tx))),
  'import.requested': ({ database, config }, organisationId, { importId }) =>
    runImport(database, organisationId, importId, { dataDir: config.dataDir }),
  'import.undo_requested': ({ database }, organisationId, { importId }) =>
    undoImport(database, organisationId, importId),
  'diagnosis.requested': ({ database }, organisationId) =>
    within(database, organisationId, (tx) => diagnoseToday(tx, 'on_demand')),
  'import.completed': async (tools, organisationId) => {
    await attributeWaitingUsers(tools.database, systemActor(organisationId));
    await assignAfterImport(tools.database, organisationId);
    await requestDiagnosis(tools, organisationId);
  },
  'organisation.time_zone_changed': async (tools, organisationId) => {
    await recountUsage(tools.database, systemActor(organisationId));
    await requestDiagnosis(tools, organisationId);
  },
  'absence.planned': ({ database }, organisationId, { absenceId }) =>
    honourAbsence(database, organisationId, absenceId),
  'metric.changed': ({ database }, organisationId, { metric }) =>
    recountMetric(database, systemActor(organisationId), metric),
  'playbook.published': requestDiagnosis,
  'playbook.retired': ({ database }, organisationId, { playbookKey }) =>
    clearRetired(database, organisationId, playbookKey),
  'health_model.changed': requestDiagnosis,
  'situations.opened': async ({ database }, organisationId, { situationIds }) => {
    await startRuns(database, organisationId, situationIds);
    await noteMerged(database, organisationId, situationIds);
  },
  'diagnosis.completed': async ({ database }, organisationId, { asOf, accountIds, diagnosisId }) => {
    await evaluateRuns(database, organisationId, { asOf, accountIds, diagnosisId });
    await tellLeavers(database, organisationId, { asOf, accountIds, diagnosisId });
    await noteContacts(database, organisationId, accountIds);
    await wakeWorse(database, organisationId, { accountIds, asOf });
  },
  'waiting.opened': ({ database }, organisationId, { accountIds }) =>
    wakeWorse(database, organisationId, { accountIds, asOf: null }),
  'item.snoozed': ({ database }, organisationId, { accountId }) =>
    wakeWorse(database, organisationId, { accountIds: [accountId], asOf: null }),
  'escalation.rose': ({ database }, organisationId, { accountId }) =>
    wakeWorse(database, organisationId, { accountIds: [accountId], asOf: null }),
  'member.left': ({ database }, organisationId, { memberId }) => catchFallenTasks(database, organisationId, memberId),
  'handoff_step.changed': ({ database }, organisationId, step) => followStep(database, organisationId, step),
  'run.closed': ({ database }, organisationId, { runId }) =>
    within(database, organisationId, (tx) => closeSituationOfRun(tx, runId)),
  'run.escalated': ({ database }, organisationId, { runId, rule, level, because }) =>
    openByRule(database, systemActor(organisationId), { runId, rule, level: levelNumber.parse(level), because }),
  'message.queued': ({ database, mail, log }, organisationId, { messageId }) =>
    deliverMessage(database, mail, organisationId, messageId, log),
};

/** The jobs of the queue: events, and timers of runs. */
export function jobsOf(tools: FlowTools): Record<string, Job> {
  return {
    event: async ({ organisation_id, event }) => {
      await handle(tools, organisation_id, event as StewardEvent);
    },
    [RUN_TIMER]: (timer) => fireTimer(tools.database, timer),
    [ESCALATION_TIMER]: (timer) => fireEscalationTimer(tools.database, timer),
    [HANDOFF_CLOCK]: (clock) => lapseHandoff(tools.database, clock),
    [RUN_AUTOMATION]: (automation) => performAutomation(tools, automation),
  };
}

async function handle<Name extends EventName>(
  tools: FlowTools,
  organisationId: string,
  event: EventOf<Name>,
): Promise<void> {
  const handler = handlers[event.name as Name];
  if (!handler) throw new Error(`No handler for the event "${event.name}".`);
  await handler(tools, organisationId, event);
}

/** One at a time for an organisation, so that others and new facts find a worker. */
function requestDiagnosis({ database }: FlowTools, organisationId: string): Promise<void> {
  const options = { key: 'diagnosis.requested', queue: `diagnosis:${organisationId}` };
  return within(database, organisationId, (tx) => emit(tx, { name: 'diagnosis.requested' }, options));
}

function within<Result>(
  database: Database,
  organisationId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return inOrganisation(database, systemActor(organisationId), work);
}

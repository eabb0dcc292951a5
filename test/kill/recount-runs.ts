import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from '../../server/context/transaction.ts';
import { replayEscalation } from '../../server/escalations/apply-change.ts';
import type { EscalationEntry, EscalationState } from '../../server/escalations/escalation-state.ts';
import type { PlaybookDefinition } from '../../server/playbooks/definition.ts';
import { replay } from '../../server/runs/replay.ts';
import type { RunLogEntry } from '../../server/runs/run-log.ts';
import type { RunState } from '../../server/runs/run-state.ts';
import { HANDED_OVER, SET } from './every-kind.ts';
import type { Receivers } from './receivers.ts';

interface Run extends Record<string, unknown> {
  readonly id: string;
  readonly accountId: string;
  readonly state: RunState;
  readonly definition: PlaybookDefinition;
  readonly log: readonly RunLogEntry[];
}

/** What came of a step that Steward performs, as the logs tell it: its key, and whether it was done. */
interface Performed {
  readonly run: Run;
  readonly step: string;
  readonly key: string;
  isDone: boolean;
}

/**
 * What is wrong with the runs of an organisation, their handoffs and escalations, now that the queue is at rest: counted anew from the logs and
 * from what was received outside. Each finding is a sentence; `timers` are the keys of all timers that wait in the queue, without the organisation.
 */
export async function recountRuns(tx: Transaction, timers: readonly string[], received: Receivers): Promise<string[]> {
  const findings: string[] = [];
  const expectSame = (what: string, found: Iterable<string>, wanted: Iterable<string>) => {
    const [one, other] = [[...found].sort(), [...wanted].sort()];
    if (isDeepStrictEqual(one, other)) return;
    const rest = (list: string[], minus: string[]) => list.filter((each) => !minus.includes(each)).slice(0, 3);
    findings.push(
      `${what}: ${one.length} and not ${other.length}; too much: ${rest(one, other)}; missing: ${rest(other, one)}`,
    );
  };
  for (const [what, sql] of Object.entries(CHECKS))
    findings.push(
      ...(await tx.query<{ found: string }>(sql, [tx.organisationId])).map(({ found }) => `${what}: ${found}`),
    );

  const runs = await runsOf(tx);
  const escalations = await escalationsOf(tx);
  for (const { id, state, log } of runs)
    if (!isDeepStrictEqual(replay(id, log), state)) findings.push(`the log of run ${id} does not replay to its state`);
  for (const { id, state, log } of escalations)
    if (!isDeepStrictEqual(replayEscalation(id, log), state))
      findings.push(`the log of escalation ${id} does not replay`);
  const clocks = await tx.query<{ key: string }>(
    `select 'handoff:' || id || ':' || round as key from handoff where organisation_id = $1 and state = 'offered'`,
    [tx.organisationId],
  );
  expectSame('timers', timers, [
    ...runs.flatMap(({ state }) => Object.values(state.timers).map(({ key }) => key)),
    ...escalations.flatMap(({ state }) => (state.timer === null ? [] : [state.timer.key])),
    ...clocks.map(({ key }) => key),
  ]);

  const rules = runs.flatMap(({ id, state }) =>
    state.escalations.flatMap(({ raisedAt, level }, rule) =>
      raisedAt === null || level === undefined ? [] : [`rule:${id}:${rule}`],
    ),
  );
  const told = escalations.flatMap(({ log }) => log.map(({ eventId }) => eventId));
  expectSame(
    'escalations by rule',
    told.filter((id) => id.startsWith('rule:')),
    rules,
  );

  findings.push(...(await skippedWithoutException(tx, runs)));
  const performed = runs.flatMap(performedBy);
  const done = (kind: string) => performed.filter(({ run, step, isDone }) => isDone && kindOf(run, step) === kind);
  const rows = async (sql: string) =>
    (await tx.query<{ found: string }>(sql, [tx.organisationId])).map(({ found }) => found);
  expectSame(
    'letters of steps',
    await rows(LETTERS),
    done('send_email').map(({ key }) => key),
  );
  expectSame(
    'calendar files',
    await rows(`select run_id || ' ' || step_id as found from run_file where organisation_id = $1`),
    done('calendar_event').map(({ run, step }) => `${run.id} ${step}`),
  );
  const accounts = (kind: string) => new Set(done(kind).map(({ run }) => run.accountId));
  const tagged = `from audit_entry where organisation_id = $1 and action = 'account.tagged'`;
  expectSame('tags', await rows(`select entity_id as found ${tagged}`), accounts('add_tag'));
  expectSame(
    'tags that are there',
    await rows(`select account_id::text as found from account_tag where organisation_id = $1 and tag = '${SET.tag}'`),
    accounts('add_tag'),
  );
  expectSame(
    'plans',
    await rows(`select id::text as found from account where organisation_id = $1 and plan = '${SET.plan}'`),
    accounts('set_field'),
  );
  expectSame(
    'runs started by steps',
    await rows(STARTED),
    done('start_playbook').flatMap(({ run, step }) => startedBy(run, step)),
  );

  const taken = new Set(received.calls.filter(({ isTaken }) => isTaken).map(({ id }) => id));
  for (const { key } of done('webhook')) if (!taken.has(key)) findings.push(`the webhook ${key} was never called`);
  const begun = new Set(performed.map(({ key }) => key));
  for (const { id } of received.calls) if (!begun.has(id)) findings.push(`nobody knows of the call ${id}`);
  const delivered = received.letters.filter(({ isTaken }) => isTaken).map(({ id }) => id);
  expectSame('letters that arrived', new Set(delivered), await rows(SENT));
  for (const list of [received.calls, received.letters])
    for (const { id, content } of list)
      if (list.find((other) => other.id === id)!.content !== content) findings.push(`${id} came with two contents`);
  return findings;
}

const OPEN_STEP = `run r, jsonb_each(r.progress -> 'steps') s where r.organisation_id = $1 and r.state = 'open'`;
const STEP_IS = (
  status: string,
) => `exists (select from run r where r.organisation_id = $1 and r.id = x.run_id and r.state = 'open'
  and r.progress #>> array['steps', x.step_id, 'status'] = '${status}')`;

/** Each finds what must not be. */
const CHECKS: Readonly<Record<string, string>> = {
  'a log with a gap': `select r.number::text as found from run r where r.organisation_id = $1
    and r.last_sequence <> (select count(*) from run_entry e where e.organisation_id = $1 and e.run_id = r.id)`,
  'something woken more often than it was put aside': `select entity_id as found from audit_entry
    where organisation_id = $1 and action in ('work_item.snoozed', 'work_item.woken')
    group by entity_id, coalesce(after ->> 'memberId', actor_id::text)
    having count(*) filter (where action = 'work_item.woken') > count(*) filter (where action = 'work_item.snoozed')`,
  'something woken without an audit row': `select z.item_id::text as found from worklist_snooze z
    where z.organisation_id = $1 and z.woken_at is not null and not exists (select from audit_entry a where a.organisation_id = $1
      and a.action = 'work_item.woken' and a.entity_id = z.item_id::text and a.reason = z.woken_because)`,
  'something that sleeps on though it is worse': `select k.title || ', escalation #' || e.number as found from worklist_snooze z
    join task k on k.organisation_id = $1 and k.id = z.item_id and k.state = 'open'
    join escalation e on e.organisation_id = $1 and e.account_id = z.account_id and e.status = 'open'
    where z.organisation_id = $1 and z.baseline is not null and z.woken_at is null
      and not exists (select from jsonb_array_elements(z.baseline -> 'escalations') b
        where b ->> 'id' = e.id::text and (b ->> 'level')::int >= e.level)`,
  'an entry without its audit row': `select r.number::text as found from run r where r.organisation_id = $1
    and r.last_sequence <> (select count(*) from audit_entry a
      where a.organisation_id = $1 and a.entity = 'run' and a.entity_id = r.id::text and a.after ? 'changes')`,
  'two open runs of one playbook': `select account_id || ' ' || playbook_key as found from run
    where organisation_id = $1 and state = 'open' group by account_id, playbook_key having count(*) > 1`,
  'an open step that is not the task of its owner': `select r.number || ' ' || s.key as found from ${OPEN_STEP}
    and s.value ->> 'status' = 'ready' and (select count(*) from task t where t.organisation_id = $1 and t.run_id = r.id
      and t.step_id = s.key and t.state = 'open' and t.owner_id::text = s.value #>> '{owner,memberId}'
      and t.due_at = (s.value #>> '{due,at}')::timestamptz) <> 1`,
  'an open task of a step that is not open': `select x.title as found from task x
    where x.organisation_id = $1 and x.state = 'open' and x.run_id is not null and not ${STEP_IS('ready')}`,
  'an open run without an end': `select number::text as found from run r
    where r.organisation_id = $1 and r.state = 'open' and not r.progress -> 'timers' ? 'exit'`,
  'a step that is performed by nobody': `select r.number || ' ' || s.key as found from ${OPEN_STEP}
    and s.value ->> 'status' = 'running' and s.value ->> 'automation' is not null and not r.progress -> 'timers' ? ('retry:' || s.key)`,
  'an open handoff of a step that is not open': `select x.id::text as found from handoff x where x.organisation_id = $1
    and x.state in ('offered', 'returned', 'lapsed') and not ${STEP_IS('ready')}`,
  'an open step that is offered to nobody': `select r.number::text as found from ${OPEN_STEP}
    and s.key = '${HANDED_OVER}' and s.value ->> 'status' = 'ready' and (select count(*) from handoff h where h.organisation_id = $1
      and h.run_id = r.id and h.step_id = s.key and h.state in ('offered', 'returned', 'lapsed')
      and h.giver_id::text = s.value #>> '{owner,memberId}') <> 1`,
  'acceptances that differ from steps handed over': `select r.number::text as found from run r where r.organisation_id = $1
    and (select count(*) from run_entry e where e.organisation_id = $1 and e.run_id = r.id and e.kind = 'handoff_accepted')
      <> (select count(*) from handoff h where h.organisation_id = $1 and h.run_id = r.id and h.state = 'accepted')`,
  'a history of a handoff with a gap': `select handoff_id::text as found from handoff_entry
    where organisation_id = $1 group by handoff_id having count(*) <> max(sequence) or count(*) filter (where kind = 'accepted') > 1`,
  'an exception carried out other than once': `select x.id::text as found from run_exception x where x.organisation_id = $1
    and (x.state = 'approved')::int <> (select count(*) from run_entry e
      where e.organisation_id = $1 and e.run_id = x.run_id and e.event_id = 'request:exception:' || x.id)`,
  'a letter that was not sent': `select subject || ': ' || coalesce(problem, '') as found from outgoing_message
    where organisation_id = $1 and state <> 'sent'`,
};

const LETTERS = `select idempotency_key as found from outgoing_message m
  where organisation_id = $1 and kind = 'asset' and run_id is not null and idempotency_key not like 'escalation:%'`;
const SENT = `select '<' || id || '@steward>' as found from outgoing_message where organisation_id = $1 and state = 'sent'`;
const STARTED = `select e.detail #>> '{changes,0,because}' as found from run_entry e
  where e.organisation_id = $1 and e.kind = 'started' and e.detail #>> '{changes,0,because}' like 'Run #%'`;

/** The entry of a log in SQL, with its moment as text. */
const ENTRY = `'sequence', e.sequence, 'eventId', e.event_id, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'by', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', e.actor_name)`;

function runsOf(tx: Transaction): Promise<Run[]> {
  return tx.query<Run>(
    `select r.id, r.number, r.account_id as "accountId", r.progress as state, coalesce(r.definition, v.definition) as definition,
       (select jsonb_agg(jsonb_build_object(${ENTRY}, 'kind', e.kind, 'changes', e.detail -> 'changes') order by e.sequence)
        from run_entry e where e.organisation_id = $1 and e.run_id = r.id) as log
     from run r join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     where r.organisation_id = $1 order by r.number`,
    [tx.organisationId],
  );
}

function escalationsOf(tx: Transaction) {
  return tx.query<{ id: string; state: EscalationState; log: EscalationEntry[] }>(
    `select x.id, x.progress as state, (select jsonb_agg(jsonb_build_object(${ENTRY}, 'changes', e.changes) order by e.sequence)
        from escalation_entry e where e.organisation_id = $1 and e.escalation_id = x.id) as log
     from escalation x where x.organisation_id = $1`,
    [tx.organisationId],
  );
}

/** A required step that a person skipped: a manager did so, or approved that it was asked for. */
async function skippedWithoutException(tx: Transaction, runs: readonly Run[]): Promise<string[]> {
  const decides = await tx.query<{ id: string }>(
    `select id from member where organisation_id = $1 and role in ('manager', 'admin')`,
    [tx.organisationId],
  );
  return runs.flatMap(({ id, definition, log }) =>
    log.flatMap(({ changes, by }) =>
      changes.flatMap((change) => {
        if (change.kind !== 'step_skipped' || change.byCondition) return [];
        const isRequired = definition.steps.find((step) => step.id === change.step)?.required ?? true;
        if (!isRequired || decides.some((member) => member.id === by.id)) return [];
        return [`${change.step} of run ${id} was skipped by ${by.name} without an exception`];
      }),
    ),
  );
}

function performedBy(run: Run): Performed[] {
  const all: Performed[] = [];
  for (const { sequence, changes } of run.log)
    for (const change of changes) {
      if (change.kind === 'automation_began' || change.kind === 'automation_approved')
        all.push({ run, step: change.step, key: `${run.id}/${change.step}/${sequence}`, isDone: false });
      if (change.kind === 'automation_done') all.findLast(({ step }) => step === change.step)!.isDone = true;
    }
  return all;
}

function kindOf({ definition }: Run, id: string): string | undefined {
  return definition.steps.find((step) => step.id === id)?.do;
}

/** The words with which the runs begin that this step says it has started. */
function startedBy({ number, definition, log }: Run & { number?: unknown }, step: string): string[] {
  return log.flatMap(({ changes }) =>
    changes.flatMap((change) =>
      change.kind === 'automation_done' && change.step === step && change.what.startsWith('Started')
        ? [`Run #${number} of "${definition.title}" started it.`]
        : [],
    ),
  );
}

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { runActor } from '../runs/move-run.ts';
import type { Level } from './escalation-level.ts';
import { beginEscalation, lockEscalation, moveEscalation, type NewEscalation } from './keep-escalation.ts';

export const levelNumber = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** A matter to escalate by hand: of an account, or of a run, whose playbook then names the matter. */
export const newEscalationInput = z.strictObject({
  accountId: z.uuid(),
  runId: z.uuid().optional(),
  issue: z.string().trim().min(3, 'Say in a line what it is about.').max(200, 'At most 200 characters.'),
  because: z.string().trim().min(3, 'Say why it is escalated.').max(2000, 'At most 2,000 characters.'),
  level: levelNumber.default(1),
});

/** The thread that a matter has, and whether it was there before. */
export interface OpenedEscalation {
  readonly id: string;
  readonly number: number;
  readonly joined: boolean;
}

/** How long after it was closed the same matter, found by a rule, belongs to what was closed instead of opening anew. */
const QUIET_HOURS = 24;

/**
 * Escalates a matter because a member says so. There is one thread for an account and matter: a second opening joins the first, and raises it
 * when it asks for more. 404 for an account or run that is not here, 409 for an archived account.
 */
export function openEscalation(
  database: Database,
  actor: Actor,
  input: z.input<typeof newEscalationInput>,
  now = new Date(),
): Promise<OpenedEscalation> {
  mayI(actor, 'take_part');
  const { accountId, runId, issue, because, level } = newEscalationInput.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const account = await tx.one<{ archived: boolean }>(
      'account',
      'select archived_at is not null as archived from account where organisation_id = $1 and id = $2',
      [tx.organisationId, accountId],
    );
    if (account.archived) throw problem(409, 'This account is archived, so nothing can be escalated for it.');
    const issueKey = runId === undefined ? keyOfWords(issue) : await keyOfRun(tx, runId, accountId);
    return openThread(tx, { accountId, issueKey, runId: runId ?? null }, { issue, because, level }, now);
  });
}

/** A rule of a playbook has found that something was not done in time: opens the thread of its run's playbook, or joins it. */
export function openByRule(
  database: Database,
  actor: Actor,
  { runId, rule, level, because }: { runId: string; rule: number; level: Level; because: string },
  now = new Date(),
): Promise<OpenedEscalation | null> {
  return inOrganisation(database, actor, async (tx) => {
    const run = await tx.maybe<{ accountId: string; playbookKey: string; title: string; archived: boolean }>(
      `select r.account_id as "accountId", r.playbook_key as "playbookKey", p.title, a.archived_at is not null as archived
       from run r join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
       join account a on a.organisation_id = $1 and a.id = r.account_id
       where r.organisation_id = $1 and r.id = $2`,
      [tx.organisationId, runId],
    );
    if (run === null || run.archived) return null;
    const thread = { accountId: run.accountId, issueKey: `playbook:${run.playbookKey}`, runId };
    const id = `rule:${runId}:${rule}`;
    return openThread(tx, thread, { issue: run.title, because, level }, now, id);
  });
}

/** Opens a thread or joins the one that is there. `ruleId` makes the opening of a rule one, however often it is told. */
async function openThread(
  tx: Transaction,
  thread: NewEscalation,
  said: { issue: string; because: string; level: Level },
  now: Date,
  ruleId?: string,
): Promise<OpenedEscalation> {
  // Who opens takes the turn of the organisation: two at once would both find nothing.
  await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
  const id = ruleId ?? `opened:${randomUUID()}`;
  const by = runActor(tx.actor);
  const there = await findThread(tx, thread, ruleId, now);
  if (there !== null) {
    const escalation = (await lockEscalation(tx, there))!;
    await moveEscalation(tx, escalation, { id, by, kind: 'opened_again', ...said }, now);
    return { id: escalation.id, number: escalation.number, joined: true };
  }
  const begun = await beginEscalation(tx, thread, { id, by, kind: 'opened', ...said }, now);
  return { id: begun.id, number: begun.number, joined: false };
}

async function findThread(
  tx: Transaction,
  { accountId, issueKey }: NewEscalation,
  ruleId: string | undefined,
  now: Date,
): Promise<string | null> {
  const quietSince = new Date(now.getTime() - QUIET_HOURS * 3_600_000);
  const row = await tx.maybe<{ id: string }>(
    `select e.id from escalation e
     where e.organisation_id = $1 and e.account_id = $2 and e.issue_key = $3
       and (e.status <> 'closed' or $4::text is not null and (e.closed_at > $5 or exists (
         select from escalation_entry n where n.organisation_id = $1 and n.escalation_id = e.id and n.event_id = $4)))
     order by e.status = 'closed', e.closed_at desc limit 1`,
    [tx.organisationId, accountId, issueKey, ruleId ?? null, quietSince],
  );
  return row?.id ?? null;
}

async function keyOfRun(tx: Transaction, runId: string, accountId: string): Promise<string> {
  const run = await tx.one<{ playbook_key: string }>(
    'run',
    'select playbook_key from run where organisation_id = $1 and id = $2 and account_id = $3',
    [tx.organisationId, runId, accountId],
  );
  return `playbook:${run.playbook_key}`;
}

/** Two people who call it the same, but for case and spaces, mean the same. */
function keyOfWords(issue: string): string {
  const words = issue
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return `words:${createHash('sha256').update(words).digest('hex').slice(0, 32)}`;
}

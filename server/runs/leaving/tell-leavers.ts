import { systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { queueMessage } from '../../jobs/queue-message.ts';
import type { Diagnosed } from '../find-news.ts';
import { lockRuns } from '../locked-run.ts';
import { moveRun, runActor } from '../move-run.ts';
import { runWorld } from '../run-world.ts';

interface Leaver extends Record<string, unknown> {
  readonly runId: string;
  readonly moveId: string;
  readonly number: number;
  readonly accountId: string;
  readonly account: string;
  readonly playbook: string;
  readonly segment: string;
  readonly because: string;
  readonly policy: 'offer' | 'stop';
  readonly ownerId: string | null;
  readonly email: string | null;
}

/**
 * After a diagnosis, for open runs whose account has left the segment that their playbook is for: stops them, or offers it to the owner, as the
 * playbook says. Each leaving is told once; an account that is back in the segment is left alone. Returns how many were told.
 */
export async function tellLeavers(database: Database, organisationId: string, diagnosed: Diagnosed): Promise<number> {
  return inOrganisation(database, systemActor(organisationId), async (tx) => {
    const leavers = await findLeavers(tx, diagnosed.accountIds);
    if (leavers.length === 0) return 0;
    await tx.execute(
      `insert into run_left_segment (organisation_id, run_id, move_id, answer, answered_at)
       select $1, l.*, case when l.answer is null then null else now() end
       from unnest($2::uuid[], $3::uuid[], $4::text[]) l(run_id, move_id, answer) on conflict do nothing`,
      [
        tx.organisationId,
        leavers.map((one) => one.runId),
        leavers.map((one) => one.moveId),
        leavers.map((one) => (one.policy === 'stop' ? 'stop' : null)),
      ],
    );
    const stopping = leavers.filter((one) => one.policy === 'stop');
    const world = await runWorld(tx);
    for (const run of await lockRuns(
      tx,
      stopping.map((one) => one.runId),
    )) {
      const { moveId, segment, because } = stopping.find((one) => one.runId === run.id)!;
      const reason = `The account left the segment ${segment}: ${because}`;
      await moveRun(tx, run, { id: `left:${moveId}`, by: runActor(tx.actor), kind: 'superseded', reason }, world);
    }
    for (const leaver of leavers) if (leaver.policy === 'offer') await offerToStop(tx, leaver);
    return leavers.length;
  });
}

function findLeavers(tx: Transaction, accountIds: readonly string[] | null): Promise<Leaver[]> {
  return tx.query<Leaver>(
    `select distinct on (r.id) r.id as "runId", r.number, r.account_id as "accountId", a.name as account, m.id as "moveId", s.name as segment,
       m.because, coalesce(v.definition ->> 'on_leave', 'offer') as policy, v.definition ->> 'title' as playbook, r.owner_id as "ownerId", o.email
     from run r
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     join segment s on s.organisation_id = $1 and s.key = v.definition ->> 'for'
     join segment_move m on m.organisation_id = $1 and m.segment_key = s.key and m.account_id = r.account_id
       and m.direction = 'out' and m.recorded_at > r.started_at
     join account a on a.organisation_id = $1 and a.id = r.account_id and a.archived_at is null
     left join member o on o.organisation_id = $1 and o.id = r.owner_id and o.status = 'active'
     where r.organisation_id = $1 and r.state = 'open' and ($2::uuid[] is null or r.account_id = any($2))
       and coalesce(v.definition ->> 'on_leave', 'offer') <> 'continue'
       and not exists (select from segment_member i where i.organisation_id = $1 and i.segment_key = s.key and i.account_id = r.account_id)
       and not exists (select from run_left_segment t where t.organisation_id = $1 and t.run_id = r.id and t.told_at >= m.recorded_at)
     order by r.id, m.recorded_at desc`,
    [tx.organisationId, accountIds],
  );
}

async function offerToStop(tx: Transaction, leaver: Leaver): Promise<void> {
  if (leaver.email === null || leaver.ownerId === null) return;
  await queueMessage(tx, {
    key: `left:${leaver.runId}:${leaver.moveId}`,
    kind: 'notice',
    to: leaver.email,
    subject: `${leaver.account}: stop “${leaver.playbook}”?`,
    text: [
      `${leaver.account} has left the segment ${leaver.segment}, which “${leaver.playbook}” is for: ${leaver.because}.`,
      `Run #${leaver.number} goes on until you stop it. It stands on your My day.`,
    ].join('\n\n'),
    accountId: leaver.accountId,
    runId: leaver.runId,
    memberId: leaver.ownerId,
  });
}

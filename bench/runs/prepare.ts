import type { Client } from 'pg';
import { systemActor } from '../../server/context/actor.ts';
import { inOrganisation } from '../../server/context/transaction.ts';
import type { Database } from '../../server/database/database.ts';
import { addMember } from '../../server/identity/add-member.ts';
import { createOrganisation } from '../../server/identity/create-organisation.ts';
import { openSignIn } from '../../server/identity/sign-in.ts';
import { createLog } from '../../server/lib/log.ts';
import { playbookSchema } from '../../server/playbooks/definition.ts';
import { openRuns } from '../../server/runs/open-run.ts';
import { runWorld } from '../../server/runs/run-world.ts';

const AT_ONCE = 200;
const STEPS = 8;

/** A playbook of eight steps, each after the one before. */
const PLAYBOOK = playbookSchema.parse({
  playbook: 'eight-steps',
  title: 'Eight steps',
  summary: 'One after the other.',
  owner: 'csm',
  goal: { outcome: 'health.score >= 70', within: '60d', because: 'It is a benchmark.' },
  stage: ['adoption'],
  trigger: { manual: true },
  first_action: { within: '24h', by: 'csm' },
  steps: Array.from({ length: STEPS }, (_, index) => ({
    id: `step-${index + 1}`,
    title: `Step ${index + 1}`,
    owner: 'csm',
    due: '2bd',
    ...(index > 0 && { after: `step-${index}` }),
  })),
  exit: { success: { when: 'health.score >= 70', for: '3d' }, after: '90d' },
  escalate: [{ after: '48h', without: 'first_action', to: 'manager' }],
});

/** An organisation with as many accounts as open runs; gives the ids of the runs. */
export async function openRunsForBench(
  database: Database,
  administrator: Client,
  runs: number,
): Promise<{ organisationId: string; runIds: string[] }> {
  const { id } = await createOrganisation(database, {
    slug: 'bench',
    name: 'Bench',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
  });
  const signIn = openSignIn({
    identity: database.identity,
    publicUrl: 'http://bench.test',
    secret: 'b'.repeat(64),
    log: createLog('silent'),
  });
  await addMember(database, signIn, systemActor(id), { name: 'Ada', email: 'ada@bench.example', role: 'admin' });
  await administrator.query(
    `insert into account (organisation_id, slot, name) select $1, s, 'Account ' || s from generate_series(0, $2::int - 1) s`,
    [id, runs],
  );
  await administrator.query(`insert into playbook (organisation_id, key, title, version) values ($1, $2, $3, 1)`, [
    id,
    PLAYBOOK.playbook,
    PLAYBOOK.title,
  ]);
  await administrator.query(
    `insert into playbook_version (organisation_id, key, version, document, definition) values ($1, $2, 1, '', $3)`,
    [id, PLAYBOOK.playbook, JSON.stringify(PLAYBOOK)],
  );
  const { rows: accounts } = await administrator.query<{ id: string }>(
    'select id from account where organisation_id = $1 order by slot',
    [id],
  );
  const runIds: string[] = [];
  for (let from = 0; from < accounts.length; from += AT_ONCE) {
    const opened = await inOrganisation(database, systemActor(id), async (tx) => {
      const wanted = accounts.slice(from, from + AT_ONCE).map((account) => ({
        accountId: account.id,
        playbookKey: PLAYBOOK.playbook,
        version: 1,
        situationId: null,
        because: 'It is a benchmark.',
      }));
      return openRuns(tx, wanted, await runWorld(tx));
    });
    for (const { run } of opened) if (run !== null) runIds.push(run.id);
  }
  await administrator.query(
    'create table bench_row (id bigint generated always as identity primary key, at timestamptz not null default now())',
  );
  await administrator.query('grant insert on bench_row to public');
  await administrator.query('vacuum analyze');
  return { organisationId: id, runIds };
}

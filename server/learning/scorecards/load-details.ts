import type { Transaction } from '../../context/transaction.ts';
import type { OccasionAsset } from './occasion.ts';

/** What is known of runs beside their state. */
export interface RunDetails {
  /** The steps that only wait, of a version and variation: they are nobody's task. */
  waitsOf(key: string, version: number, variation: string | null): ReadonlySet<string>;
  /** The steps of a run that a person skipped, and when, in milliseconds since 1970. */
  skipsOf(runId: string): ReadonlyMap<string, number>;
  assetsOf(runId: string): readonly OccasionAsset[];
}

/** Reads it of all runs of a playbook, or of all playbooks, at once: joined to each run, it would be looked for again and again. */
export async function loadDetails(tx: Transaction, playbookKey: string | undefined): Promise<RunDetails> {
  const [waits, skips, assets] = [
    await loadWaits(tx, playbookKey),
    await loadSkips(tx, playbookKey),
    await loadAssets(tx, playbookKey),
  ];
  const [nothing, noSkips] = [new Set<string>(), new Map<string, number>()];
  return {
    waitsOf: (key, version, variation) => waits.get(placeOf(key, version, variation)) ?? nothing,
    skipsOf: (runId) => skips.get(runId) ?? noSkips,
    assetsOf: (runId) => assets.get(runId) ?? [],
  };
}

function placeOf(key: string, version: number, variation: string | null): string {
  return `${key}@${version}/${variation ?? ''}`;
}

async function loadWaits(tx: Transaction, playbookKey: string | undefined): Promise<Map<string, Set<string>>> {
  const rows = await tx.query<{ key: string; version: number; variation: string | null; waits: string[] }>(
    `select d.key, d.version, d.variation, array_agg(s ->> 'id') as waits
     from (select key, version, null as variation, definition from playbook_version
           where organisation_id = $1 and ($2::text is null or key = $2)
           union all
           select distinct on (playbook_key, playbook_version, variation) playbook_key, playbook_version, variation, definition from run
           where organisation_id = $1 and ($2::text is null or playbook_key = $2) and definition is not null) d,
       jsonb_array_elements(d.definition -> 'steps') s
     where s ? 'wait' group by d.key, d.version, d.variation`,
    [tx.organisationId, playbookKey ?? null],
  );
  return new Map(rows.map((one) => [placeOf(one.key, one.version, one.variation), new Set(one.waits)]));
}

async function loadSkips(tx: Transaction, playbookKey: string | undefined): Promise<Map<string, Map<string, number>>> {
  const rows = await tx.query<{ run: string; step: string; at: Date }>(
    `select e.run_id as run, e.detail #>> '{changes,0,step}' as step, e.at from run_entry e
     join run r on r.organisation_id = $1 and r.id = e.run_id
     where e.organisation_id = $1 and e.kind = 'step_skipped' and ($2::text is null or r.playbook_key = $2)
     order by e.run_id, e.sequence`,
    [tx.organisationId, playbookKey ?? null],
  );
  const byRun = Map.groupBy(rows, ({ run }) => run);
  return new Map([...byRun].map(([run, some]) => [run, new Map(some.map(({ step, at }) => [step, at.getTime()]))]));
}

async function loadAssets(tx: Transaction, playbookKey: string | undefined): Promise<Map<string, OccasionAsset[]>> {
  const rows = await tx.query<OccasionAsset & { run: string }>(
    `select u.run_id as run, u.step_id as step, u.share_changed > 0 as "isEdited" from run_asset_use u
     join run r on r.organisation_id = $1 and r.id = u.run_id
     where u.organisation_id = $1 and ($2::text is null or r.playbook_key = $2) order by u.run_id, u.at`,
    [tx.organisationId, playbookKey ?? null],
  );
  return Map.groupBy(rows, ({ run }) => run);
}

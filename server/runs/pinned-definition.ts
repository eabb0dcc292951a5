import type { Transaction } from '../context/transaction.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';

/** A version of a playbook, to which a run is pinned. */
export interface PlaybookVersion {
  readonly playbookKey: string;
  readonly version: number;
  /** What the run goes by where that is not the version itself: a variation was chosen as it started, or it was customised. */
  readonly ownDefinition?: PlaybookDefinition | null;
}

/** What these versions say; each is read once, however many runs are pinned to it. */
export async function definitionsOf(
  tx: Transaction,
  versions: readonly PlaybookVersion[],
): Promise<(version: PlaybookVersion) => PlaybookDefinition> {
  const wanted = new Map(versions.map((version) => [nameOf(version), version]));
  const rows = await tx.query<PlaybookVersion & { definition: PlaybookDefinition } & Record<string, unknown>>(
    `select v.key as "playbookKey", v.version, v.definition
     from unnest($2::text[], $3::int4[]) w(key, version)
     join playbook_version v on v.organisation_id = $1 and v.key = w.key and v.version = w.version`,
    [
      tx.organisationId,
      [...wanted.values()].map(({ playbookKey }) => playbookKey),
      [...wanted.values()].map(({ version }) => version),
    ],
  );
  const definitions = new Map(rows.map((row) => [nameOf(row), row.definition]));
  return (version) => version.ownDefinition ?? definitions.get(nameOf(version))!;
}

function nameOf({ playbookKey, version }: PlaybookVersion): string {
  return `${playbookKey} ${version}`;
}

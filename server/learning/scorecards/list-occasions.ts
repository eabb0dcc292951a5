import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { type Figure, occasionsBehind } from './figures.ts';
import { loadOccasions } from './load-occasions.ts';
import type { Exit } from './occasion.ts';
import { type DaysAsked, partTitles, rangeAsked } from './read-scorecard.ts';
import { PARTS, type Part, partOf } from './scorecard.ts';

/** The figure asked about, and the part of the breakdowns: version, segment or member; '' for those without. */
export interface OccasionFilter extends DaysAsked, Partial<Readonly<Record<Part, string | undefined>>> {
  readonly figure: Figure;
  /** Of a figure of steps or assets: this step only. */
  readonly step?: string | undefined;
}

/** An occasion behind a figure. Instants ISO 8601. */
export interface ListedOccasion {
  readonly account: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly situationId: string | null;
  readonly run: {
    readonly id: string;
    readonly number: number;
    readonly member: string | null;
    readonly exit: Exit;
    readonly closedAt: string | null;
  } | null;
}

const LISTED = 500;

/** The occasions behind a figure of a scorecard, the newest first; `total` counts all, at most 500 are listed. */
export function listOccasions(
  database: Database,
  actor: Actor,
  key: string,
  filter: OccasionFilter,
): Promise<{ total: number; occasions: ListedOccasion[] }> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('playbook', 'select 1 from playbook where organisation_id = $1 and key = $2', [
      tx.organisationId,
      key,
    ]);
    const now = new Date();
    const { range } = await rangeAsked(tx, filter, now);
    const all = await loadOccasions(tx, { ...range, playbookKey: key }, now);
    const some = all.filter((one) =>
      PARTS.every((part) => filter[part] === undefined || partOf(one, part) === filter[part]),
    );
    const found = occasionsBehind(some, filter.figure, filter.step);
    const listed = found.slice(0, LISTED);
    const titles = await partTitles(tx, listed);
    return {
      total: found.length,
      occasions: listed.map(({ account, at, situationId, run }) => ({
        account,
        at: at.toISOString(),
        situationId,
        run: run && {
          id: run.id,
          number: run.number,
          member: run.memberId === null ? null : titles('member', run.memberId),
          exit: run.exit,
          closedAt: run.closedAt?.toISOString() ?? null,
        },
      })),
    };
  });
}

import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { loadSegments } from '../segments/load-segments.ts';
import { type NamingPlaybook, playbooksNaming } from '../segments/playbooks-naming.ts';
import { openSentences } from './playbook-sentences.ts';
import { type SegmentFigures, segmentFigures } from './segment-figures.ts';

export interface ListedSegment extends SegmentFigures {
  readonly key: string;
  readonly name: string;
  /** The rule in plain English. */
  readonly sentence: string;
  readonly currency: string;
  /** How many moved in and out in the last 30 days because their values changed. */
  readonly cameIn: number;
  readonly left: number;
  readonly playbooks: readonly NamingPlaybook[];
}

/** The segments by name, with what their members are together and who came and went lately. */
export function listSegments(database: Database, actor: Actor): Promise<ListedSegment[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const segments = await loadSegments(tx);
    const figuresOf = await segmentFigures(tx);
    const naming = await playbooksNaming(tx);
    const { say, currency } = await openSentences(tx);
    const moved = await tx.query<{ key: string; cameIn: number; left: number }>(
      `select segment_key as key, count(*) filter (where direction = 'in')::int as "cameIn",
         count(*) filter (where direction = 'out')::int as left
       from segment_move where organisation_id = $1 and cause = 'data' and recorded_at > now() - interval '30 days' group by 1`,
      [tx.organisationId],
    );
    return segments
      .map(({ key, name, rule }) => ({
        key,
        name,
        sentence: say(rule),
        currency,
        ...figuresOf(key),
        cameIn: moved.find((one) => one.key === key)?.cameIn ?? 0,
        left: moved.find((one) => one.key === key)?.left ?? 0,
        playbooks: naming.get(key) ?? [],
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  });
}

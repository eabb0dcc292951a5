import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { TIMELINE_KINDS, type TimelineKind, timelinePart } from './timeline-parts.ts';

/** What of the timeline, and where to go on: `before` is the `next` of the page before. */
export const timelineQuery = z.object({
  kinds: z
    .string()
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(z.enum(TIMELINE_KINDS)).min(1))
    .optional(),
  before: z
    .string()
    .regex(/^\d+\.\d{6},[a-z_]+:[\w-]+$/, 'Pass `next` of the page before.')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** One thing that happened. What `detail` holds depends on the kind. */
export interface TimelineEntry {
  readonly kind: TimelineKind;
  readonly id: string;
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  readonly next: string | null;
}

/** What happened with an account, newest first, a page at a time. 404 for an account that is not here. */
export function readTimeline(
  database: Database,
  actor: Actor,
  accountId: string,
  input: z.input<typeof timelineQuery> = {},
): Promise<Timeline> {
  mayI(actor, 'read');
  const { kinds = TIMELINE_KINDS, before, limit } = timelineQuery.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('account', 'select from account where organisation_id = $1 and id = $2', [
      tx.organisationId,
      accountId,
    ]);
    const { timeZone } = await organisationOf(tx);
    // Several things happen at one instant, such as the invoices of a day: kind and id say which of them have been shown.
    const [seconds, place] = before?.split(',') ?? [null, null];
    const parts = kinds.map(
      (kind) => `(select '${kind}' as kind, e.id::text as id, e.at, e.detail from (${timelinePart(kind)}) e
        where e.at <= now() and ($4::float8 is null or (e.at, '${kind}:' || e.id) < (to_timestamp($4::numeric), $5::text))
        order by e.at desc, '${kind}:' || e.id desc limit $6)`,
    );
    const found = await tx.query<TimelineEntry & { seconds: string } & Record<string, unknown>>(
      `select kind, id, at, detail, extract(epoch from at)::numeric(20, 6)::text as seconds from (${parts.join(' union all ')}) all_kinds
       where $3::text is not null -- not every kind asks for the time zone
       order by at desc, kind || ':' || id desc limit $6`,
      [tx.organisationId, accountId, timeZone, seconds, place, limit + 1],
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(({ kind, id, at, detail }) => ({ kind, id, at, detail })),
      next: last && found.length > limit ? `${last.seconds},${last.kind}:${last.id}` : null,
    };
  });
}

import { z } from '@hono/zod-openapi';
import { STAGES } from '../../accounts/account-fields.ts';
import { TEAM_ROLES } from '../../accounts/by-hand/change-team.ts';
import { TIMELINE_KINDS } from '../../accounts/page/timeline-parts.ts';

const band = z.enum(['green', 'yellow', 'red']).nullable();
const day = z.iso.date().nullable();
const minor = z.int().nullable().openapi({ description: 'Minor units of the currency.' });
const points = z.number().nullable().openapi({ description: 'Points of the health score.' });

export const listedAccountSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    domain: z.string().nullable(),
    stage: z.string().nullable(),
    segment: z.string().nullable(),
    tier: z.string().nullable(),
    arrMinor: minor,
    currency: z.string().nullable(),
    renewalDate: day,
    owner: z.object({ id: z.uuid(), name: z.string() }).nullable().openapi({ description: 'The CSM.' }),
    band,
    score: z.number().nullable(),
    change28d: points,
    openSituations: z.int(),
    openRuns: z.int(),
    lastActivityOn: day.openapi({ description: 'The last day of use or touch.' }),
  })
  .openapi('ListedAccount');

export const accountListSchema = z
  .object({
    accounts: z.array(listedAccountSchema),
    total: z.int().nullable().openapi({ description: 'Of the first page only.' }),
  })
  .openapi('AccountList');

const counted = z.array(z.object({ value: z.string(), count: z.int() }));

export const accountFacetsSchema = z
  .object({
    segments: counted,
    tiers: counted,
    owners: z.array(z.object({ id: z.uuid(), name: z.string(), count: z.int() })),
  })
  .openapi('AccountFacets');

export const savedSearchSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    filter: z.record(z.string(), z.string()),
    createdBy: z.string(),
    mayDelete: z.boolean(),
  })
  .openapi('SavedSearch');

const attributeValue = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const accountSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    domain: z.string().nullable(),
    stage: z.enum(STAGES).nullable(),
    stageSince: day,
    tier: z.string().nullable(),
    segment: z.string().nullable(),
    industry: z.string().nullable(),
    city: z.string().nullable(),
    state: z.string().nullable(),
    country: z.string().nullable(),
    region: z.string().nullable(),
    plan: z.string().nullable(),
    arrMinor: minor,
    currency: z.string().nullable(),
    seats: z.int().nullable(),
    contractStart: day,
    renewalDate: day,
    customerSince: day,
    kickoffDate: day,
    timeZone: z.string().nullable().openapi({ description: 'Of the customer; null: not known.' }),
    paidFrom: z.enum(['fields', 'subscriptions']),
    attributes: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        type: z.enum(['number', 'date', 'label', 'boolean', 'text']),
        value: attributeValue,
      }),
    ),
    tags: z.array(z.string()),
    knownAs: z.array(z.object({ source: z.string(), externalId: z.string() })),
    team: z.array(
      z.object({
        role: z.enum(TEAM_ROLES),
        memberId: z.uuid(),
        name: z.string(),
        status: z.enum(['invited', 'active', 'left']),
        since: z.iso.datetime(),
      }),
    ),
    health: z
      .object({
        score: z.number().nullable(),
        band,
        bandSince: day,
        coverage: z.number(),
        change7d: points,
        change28d: points,
      })
      .nullable()
      .openapi({ description: 'As of the last diagnosis.' }),
    openSituations: z.int(),
    openRuns: z.int(),
    lastTouchpointAt: z.iso.datetime().nullable(),
    nextTouchpoint: day,
    archivedAt: z.iso.datetime().nullable(),
  })
  .openapi('Account');

export const contactSchema = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    title: z.string().nullable(),
    role: z.string().nullable(),
    joinedOn: day,
    leftOn: day,
    lastTouchAt: z.iso.datetime().nullable(),
    quietDays: z.int().nullable().openapi({ description: 'Days without a word; null where no persona has a cadence.' }),
    personas: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        cadenceDays: z.int().nullable(),
        isOverdue: z.boolean().openapi({ description: 'No word for longer than the cadence.' }),
      }),
    ),
  })
  .openapi('Contact');

export const timelineSchema = z
  .object({
    entries: z.array(
      z.object({
        kind: z.enum(TIMELINE_KINDS),
        id: z.string(),
        at: z.iso.datetime(),
        detail: z.record(z.string(), z.unknown()).openapi({ description: 'Depends on the kind.' }),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('Timeline');

export const usageOverTimeSchema = z
  .object({
    points: z.array(z.object({ on: z.iso.date(), amount: z.number() })),
    firstDay: day,
    lastDay: day,
  })
  .openapi('UsageOverTime');

export const accountOutlookSchema = z
  .object({
    tasks: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        owner: z.object({ id: z.uuid(), name: z.string() }),
        dueAt: z.iso.datetime().nullable(),
        dueBecause: z.string().nullable(),
        run: z.object({ id: z.uuid(), number: z.int(), title: z.string() }).nullable(),
      }),
    ),
    heldBack: z.array(
      z.object({
        playbook: z.object({ key: z.string(), title: z.string() }),
        reason: z.string(),
        detail: z.string(),
        until: day,
        asOf: z.iso.date(),
      }),
    ),
    diagnosedAsOf: day,
  })
  .openapi('AccountOutlook');

const signalValue = z.union([z.number(), z.string(), z.boolean()]).nullable();

export const signalsPageSchema = z
  .object({
    day: z.iso.date().openapi({ description: 'As of the morning of this day.' }),
    computedFrom: z.enum(['snapshot', 'history']),
    signals: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        unit: z.string(),
        type: z.enum(['number', 'date', 'label', 'boolean']),
        from: z.string(),
        value: signalValue,
        words: z.string().nullable().openapi({ description: 'The value as people say it; null is unknown.' }),
      }),
    ),
    health: z.object({
      score: z.number().nullable(),
      band,
      coverage: z.number(),
      change7d: points,
      variant: z.string(),
      minimumCoverage: z.number(),
      components: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          weight: z.number(),
          score: z.number().nullable(),
          coverage: z.number(),
          change7d: points,
          indicators: z.array(
            z.object({
              signal: z.string(),
              title: z.string(),
              from: z.string(),
              value: z.number().nullable(),
              words: z.string().nullable(),
              points: z.number().nullable(),
              weight: z.number(),
            }),
          ),
        }),
      ),
    }),
  })
  .openapi('AccountSignals');

export type ListedAccount = z.infer<typeof listedAccountSchema>;
export type AccountList = z.infer<typeof accountListSchema>;
export type AccountFacets = z.infer<typeof accountFacetsSchema>;
export type SavedSearch = z.infer<typeof savedSearchSchema>;
export type Account = z.infer<typeof accountSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type Timeline = z.infer<typeof timelineSchema>;
export type UsageOverTime = z.infer<typeof usageOverTimeSchema>;
export type AccountOutlook = z.infer<typeof accountOutlookSchema>;
export type SignalsPage = z.infer<typeof signalsPageSchema>;

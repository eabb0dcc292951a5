import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { type Organisation, organisationOf } from './organisation.ts';
import { organisationSettings } from './organisation-settings.ts';

/** What an organisation needs to begin; the other settings have defaults. */
export const newOrganisation = z.strictObject({
  slug: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,62}$/,
      'Use small letters, digits and hyphens, at most 63, beginning with a letter or digit.',
    ),
  name: organisationSettings.shape.name,
  timeZone: organisationSettings.shape.timeZone,
  currency: organisationSettings.shape.currency,
  holidayRegion: organisationSettings.shape.holidayRegion.default(null),
  isSample: z.boolean().default(false),
});

export type NewOrganisation = z.input<typeof newOrganisation>;

/**
 * Makes an organisation, without members. Only the machine's owner does this, by the command line or the first start, so that there is no
 * actor to ask. Throws a 409 problem when the slug is taken.
 */
export async function createOrganisation(database: Database, input: NewOrganisation): Promise<Organisation> {
  const settings = newOrganisation.parse(input);
  const actor = systemActor(randomUUID());
  return inOrganisation(database, actor, async (tx) => {
    const made = await tx.execute(
      `insert into organisation (organisation_id, slug, name, time_zone, currency, holiday_region, is_sample)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (slug) do nothing`,
      [
        tx.organisationId,
        settings.slug,
        settings.name,
        settings.timeZone,
        settings.currency,
        settings.holidayRegion,
        settings.isSample,
      ],
    );
    if (made === 0) throw problem(409, `There is already an organisation "${settings.slug}". Choose another slug.`);
    await recordAudit(tx, {
      action: 'organisation.created',
      entity: 'organisation',
      entityId: settings.slug,
      after: settings,
    });
    return organisationOf(tx);
  });
}

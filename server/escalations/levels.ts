import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { type EscalationLevel, type Level, levelSettings, SHIPPED_LEVELS } from './escalation-level.ts';

/** The five levels of the organisation, in order: as it has changed them, else as they ship. */
export async function levelsOf(tx: Transaction): Promise<EscalationLevel[]> {
  const rows = await tx.query<{ level: Level; definition: unknown }>(
    'select level, definition from escalation_level where organisation_id = $1',
    [tx.organisationId],
  );
  const changed = new Map(rows.map((row) => [row.level, row.definition]));
  return SHIPPED_LEVELS.map((shipped) => {
    const settings = levelSettings.safeParse(changed.get(shipped.level));
    return settings.success ? { ...settings.data, level: shipped.level } : shipped;
  });
}

/** The five levels, for who reads or sets them. */
export function listLevels(database: Database, actor: Actor): Promise<EscalationLevel[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, levelsOf);
}

/**
 * Sets a level of the actor's organisation; open escalations go by it from their next move on. Throws a 400 problem when the first level would
 * need consent, since something has to be there to begin with.
 */
export function changeLevel(
  database: Database,
  actor: Actor,
  level: Level,
  input: unknown,
): Promise<EscalationLevel[]> {
  mayI(actor, 'manage_playbooks');
  const settings = levelSettings.parse(input);
  if (level === 1 && settings.consentOf !== null)
    throw problem(400, 'The first level cannot need consent.', [
      { at: 'consentOf', problem: 'is set', mend: 'Ask for consent from level 2 on.' },
    ]);
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
    const before = (await levelsOf(tx))[level - 1];
    await tx.execute(
      `insert into escalation_level (organisation_id, level, definition, updated_by) values ($1, $2, $3, $4)
       on conflict (organisation_id, level)
       do update set definition = excluded.definition, updated_at = now(), updated_by = excluded.updated_by`,
      [tx.organisationId, level, JSON.stringify(settings), tx.actor.memberId],
    );
    await recordAudit(tx, {
      action: 'escalation_level.changed',
      entity: 'escalation_level',
      entityId: String(level),
      before,
      after: { ...settings, level },
    });
    return levelsOf(tx);
  });
}

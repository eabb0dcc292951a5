import { randomUUID } from 'node:crypto';
import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { writeBandChanges, writeHealth } from '../health/write-health.ts';
import { emit } from '../jobs/enqueue.ts';
import { dayOf, epochDay, isoDate } from '../lib/days.ts';
import { keepPersonaMembers } from '../personas/keep-persona-members.ts';
import { keepMembers } from '../segments/keep-members.ts';
import { limitFor } from './brake.ts';
import { computeDays } from './compute-days.ts';
import { loadOrganisation } from './organisation.ts';
import { recogniseSituations } from './recognise.ts';
import { loadTriggers, stepTriggers } from './step-triggers.ts';

/**
 * Diagnoses a few accounts at once, because something happened to them: as of tomorrow morning with what is known now. Opens situations
 * and brings their health up to date; what has to clear, and what triggers remember, is left to the next nightly diagnosis.
 */
export async function diagnoseAccounts(
  tx: Transaction,
  accountIds: readonly string[],
  now = new Date(),
): Promise<void> {
  const accounts = await tx.query<{ slot: number; id: string; name: string }>(
    'select slot, id, name from account where organisation_id = $1 and id = any($2) and archived_at is null order by slot',
    [tx.organisationId, uuidArray(accountIds)],
  );
  if (accounts.length === 0) return;
  const organisation = await loadOrganisation(tx);
  const day = epochDay(dayOf(now, organisation.timeZone));
  const diagnosisId = randomUUID();
  await computeDays(
    tx,
    [day + 1],
    async (diagnosed, computation) => {
      await computation.labels.save(tx);
      await writeBandChanges(tx, diagnosed, computation);
      await writeHealth(tx, diagnosed, computation.labels);
      const when = { day: day + 1, movedOn: day, currency: organisation.currency };
      await keepMembers(tx, { ...diagnosed, ...computation }, when);
      await keepPersonaMembers(tx, { ...diagnosed, ...computation }, when);
      const triggers = await loadTriggers(tx, diagnosed.rows, computation, organisation);
      const steps = await stepTriggers(tx, triggers, diagnosed);
      const opening = steps.map((step) => ({ ...step, step: { ...step.step, cleared: [] } }));
      await recogniseSituations(tx, opening, diagnosed, computation, {
        diagnosisId,
        openedOn: day,
        currency: organisation.currency,
        limits: organisation.weekLimits,
        brake: await limitFor(tx, organisation.brake, false),
        // Rows are numbered in the order in which the accounts were given.
        accountOf: (row) => accounts[row]!,
        accountIds,
      });
    },
    accounts.map((account) => account.slot),
  );
  await emit(tx, { name: 'diagnosis.completed', diagnosisId, asOf: isoDate(day + 1), accountIds });
}

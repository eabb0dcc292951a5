import type { Actor, MemberActor } from '../../server/context/actor.ts';
import { inOrganisation } from '../../server/context/transaction.ts';
import type { Database } from '../../server/database/database.ts';
import { diagnoseOrganisation } from '../../server/diagnosis/diagnose-organisation.ts';
import { evaluateRuns } from '../../server/runs/evaluate-runs.ts';
import { startRuns } from '../../server/runs/start-runs.ts';
import type { SampleTime } from '../sample-time.ts';
import { DIAGNOSIS_HOUR, type TeamKey } from '../vendor.ts';
import type { WrittenCustomer } from '../write-customers.ts';
import { dateDiagnosis } from './date-diagnosis.ts';
import { decideAsTold } from './decide-as-told.ts';
import { workUntil } from './work-until.ts';

/** What the past is lived in: the organisation with its people and customers. */
export interface PastWorld {
  readonly database: Database;
  readonly system: Actor;
  readonly team: Readonly<Record<TeamKey, MemberActor>>;
  readonly sourceId: string;
  readonly customers: readonly WrittenCustomer[];
  readonly time: SampleTime;
}

/** The first day lived through; the diagnosis looks four weeks further back by itself. */
const FIRST_DAY = 70;
/** Up to here twice a week is often enough; later on every morning. */
const DAILY_FROM = 32;

/**
 * Lives through the last weeks morning by morning: the diagnosis opens situations as it would have, runs start, and the team works on them
 * until the next one. What is there afterwards is what would be there, had they worked with Steward all the time.
 */
export async function liveThrough(world: PastWorld, onProgress: (share: number) => void): Promise<void> {
  const days = mornings();
  const decided = new Set<string>();
  for (const [i, daysAgo] of days.entries()) {
    const morning = world.time.at(daysAgo, DIAGNOSIS_HOUR, 4);
    const nextMorning = i + 1 < days.length ? world.time.at(days[i + 1]!, DIAGNOSIS_HOUR, 4) : world.time.now;
    await diagnose(world, daysAgo, morning);
    await decideAsTold(world, daysAgo, decided);
    await workUntil(world, nextMorning);
    onProgress((i + 1) / days.length);
  }
}

function mornings(): number[] {
  const days: number[] = [];
  for (let daysAgo = FIRST_DAY; daysAgo >= 0; daysAgo -= daysAgo > DAILY_FROM ? 3 : 1) days.push(daysAgo);
  return days;
}

async function diagnose({ database, system, time }: PastWorld, daysAgo: number, at: Date): Promise<void> {
  const { id, asOf, opened } = await inOrganisation(database, system, async (tx) => {
    const result = await diagnoseOrganisation(tx, time.today - daysAgo, { kind: 'nightly' });
    return { ...result, opened: await dateDiagnosis(tx, result.id, time, daysAgo, at) };
  });
  await startRuns(database, system.organisationId, opened, at);
  await evaluateRuns(database, system.organisationId, { diagnosisId: id, asOf, accountIds: null }, at);
}

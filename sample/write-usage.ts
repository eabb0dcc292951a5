import { systemActor } from '../server/context/actor.ts';
import { inOrganisation } from '../server/context/transaction.ts';
import type { Database } from '../server/database/database.ts';
import { recordUsage } from '../server/sources/usage/record-usage.ts';
import type { UsageEvent } from '../server/sources/usage/usage-event.ts';
import type { SampleTime } from './sample-time.ts';
import { usageOf } from './usage-events.ts';
import { VENDOR } from './vendor.ts';
import type { WrittenCustomer } from './write-customers.ts';

const EVENTS_AT_ONCE = 8000;
const CONNECTIONS = 2;

/** Records what the customers' people did in the product, customer by customer. Returns how many events it was. */
export async function writeUsage(
  database: Database,
  organisationId: string,
  sourceId: string,
  customers: readonly WrittenCustomer[],
  time: SampleTime,
  onProgress: (share: number) => void,
): Promise<number> {
  const origin = { sourceId, timeZone: VENDOR.timeZone };
  const waiting = [...customers];
  let events = 0;
  const record = async () => {
    while (waiting.length > 0) {
      const batch: UsageEvent[] = [];
      while (waiting.length > 0 && batch.length < EVENTS_AT_ONCE) {
        const { life, slot } = waiting.shift()!;
        batch.push(...usageOf(life, slot, time));
      }
      await inOrganisation(database, systemActor(organisationId), (tx) => recordUsage(tx, batch, origin));
      events += batch.length;
      onProgress(1 - waiting.length / customers.length);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, record));
  return events;
}

import { systemActor } from '../server/context/actor.ts';
import { inOrganisation } from '../server/context/transaction.ts';
import type { Database } from '../server/database/database.ts';
import { recordUsage } from '../server/sources/usage/record-usage.ts';
import type { UsageEvent } from '../server/sources/usage/usage-event.ts';
import type { SampleTime } from './sample-time.ts';
import { usageOf } from './usage-events.ts';
import { VENDOR } from './vendor.ts';
import type { WrittenCustomer } from './write-customers.ts';

const AT_ONCE = 10_000;

/** Records what the customers' people did in the product, customer by customer. Returns how many events it was. */
export async function writeUsage(
  database: Database,
  organisationId: string,
  sourceId: string,
  customers: readonly WrittenCustomer[],
  time: SampleTime,
  onProgress: (share: number) => void,
): Promise<number> {
  let batch: UsageEvent[] = [];
  let events = 0;
  const record = async () => {
    const recording = batch;
    batch = [];
    events += recording.length;
    await inOrganisation(database, systemActor(organisationId), (tx) =>
      recordUsage(tx, recording, { sourceId, timeZone: VENDOR.timeZone }),
    );
  };
  for (const [i, { life, slot }] of customers.entries()) {
    for (const event of usageOf(life, slot, time)) batch.push(event);
    if (batch.length >= AT_ONCE || i === customers.length - 1) {
      await record();
      onProgress((i + 1) / customers.length);
    }
  }
  return events;
}

import type { Transaction } from '../context/transaction.ts';
import { int4Array, jsonbArray, textArray, uuidArray } from '../database/binary-array.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import type { Candidate } from './candidate.ts';
import type { SituationText } from './open-situations.ts';

const AT_ONCE = 500;

/** The account and the playbook of something that waits. */
export interface Waiting {
  readonly accountId: string;
  readonly playbookKey: string;
}

/** Takes off what waits from before a diagnosis of all accounts and was not found again; what happened once stays until somebody has decided. */
export async function takeOffWaiting(
  tx: Transaction,
  stillWaiting: readonly Waiting[],
  diagnosisId: string,
): Promise<void> {
  await tx.execute(
    `delete from situation_waiting w where w.organisation_id = $1 and w.trigger_kind in ('condition', 'stage') and w.diagnosis_id is distinct from $4
       and not exists (select from unnest($2::uuid[], $3::text[]) o(account_id, playbook_key)
         where o.account_id = w.account_id and o.playbook_key = w.playbook_key)`,
    [
      tx.organisationId,
      uuidArray(stillWaiting.map((one) => one.accountId)),
      textArray(stillWaiting.map((one) => one.playbookKey)),
      diagnosisId,
    ],
  );
}

/** Keeps what the brake holds until a person has confirmed it; what waits still stays as it was found. */
export async function keepWaiting(
  tx: Transaction,
  waiting: readonly Candidate[],
  describe: (candidate: Candidate) => SituationText,
  day: EpochDay,
  diagnosisId: string,
): Promise<void> {
  for (let from = 0; from < waiting.length; from += AT_ONCE) {
    const some = waiting.slice(from, from + AT_ONCE).map((one) => ({ ...one, ...describe(one) }));
    await tx.execute(
      `insert into situation_waiting (organisation_id, found_on, diagnosis_id, account_id, playbook_key, playbook_version, trigger_kind,
         priority, headline, evidence)
       select $1, $2, $3, w.*
       from unnest($4::uuid[], $5::text[], $6::int4[], $7::text[], $8::int4[], $9::text[], $10::jsonb[]) w
       on conflict do nothing`,
      [
        tx.organisationId,
        isoDate(day),
        diagnosisId,
        uuidArray(some.map((one) => one.accountId)),
        textArray(some.map((one) => one.playbook.key)),
        int4Array(some.map((one) => one.playbook.version)),
        textArray(some.map((one) => one.trigger.kind)),
        int4Array(some.map((one) => one.playbook.priority)),
        textArray(some.map((one) => one.headline)),
        jsonbArray(some.map((one) => JSON.stringify(one.evidence))),
      ],
    );
  }
}

import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import { TRUE } from '../expressions/truth.ts';
import type { PlaybookDefinition, PlaybookVariation } from '../playbooks/definition.ts';
import { loadSegments } from '../segments/load-segments.ts';
import { readConditions } from './read-conditions.ts';

/** A run that is about to start. */
interface Starting {
  readonly account: { readonly id: string; readonly slot: number };
  readonly definition: PlaybookDefinition;
}

/** What `for` names when it is no condition: a segment, or what the account's own field calls it. */
const KEY = /^[a-z][a-z0-9_-]*$/;

/**
 * The variation that each run gets as it starts: the first one whose segment the account belongs to, or whose condition was true on the last
 * diagnosed morning; null for the baseline. What is not known yet gets the baseline.
 */
export async function chooseVariations(
  tx: Transaction,
  starting: readonly Starting[],
): Promise<(PlaybookVariation | null)[]> {
  const varying = starting.filter(({ definition }) => definition.variations);
  if (varying.length === 0) return starting.map(() => null);
  const segments = new Set((await loadSegments(tx)).map(({ key }) => key));
  const audiences = [...new Set(varying.flatMap(({ definition }) => definition.variations!.map((one) => one.for)))];
  const members = await membersAmong(
    tx,
    varying.map(({ account }) => account.id),
    audiences.filter((audience) => segments.has(audience)),
  );
  const conditionOf = (audience: string) =>
    KEY.test(audience) ? `account.segment == ${JSON.stringify(audience)}` : audience;
  const readings = await readConditions(
    tx,
    varying.map(({ account }) => account),
    audiences.filter((audience) => !segments.has(audience)).map(conditionOf),
  );
  return starting.map(
    ({ account, definition }) =>
      definition.variations?.find((variation) =>
        segments.has(variation.for)
          ? members.has(`${variation.for} ${account.id}`)
          : readings.truthOf(account, conditionOf(variation.for)) === TRUE,
      ) ?? null,
  );
}

async function membersAmong(
  tx: Transaction,
  accountIds: readonly string[],
  segments: readonly string[],
): Promise<ReadonlySet<string>> {
  if (segments.length === 0) return new Set();
  const rows = await tx.query<{ segment_key: string; account_id: string }>(
    `select segment_key, account_id from segment_member
     where organisation_id = $1 and account_id = any($2) and segment_key = any($3::text[])`,
    [tx.organisationId, uuidArray(accountIds), textArray(segments)],
  );
  return new Set(rows.map((row) => `${row.segment_key} ${row.account_id}`));
}

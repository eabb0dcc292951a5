import type { Transaction } from '../context/transaction.ts';
import { textArray } from '../database/binary-array.ts';

/**
 * The segments that every organisation has from the start: by what its own data calls the segment, else by paid seats, 50 and 250 being
 * where the European Union draws the lines between small, medium and large companies; and, across them, those whose renewal is in danger.
 */
export const DEFAULT_SEGMENTS: readonly { readonly key: string; readonly name: string; readonly rule: string }[] = [
  {
    key: 'enterprise',
    name: 'Enterprise',
    rule: "account.segment in ['enterprise', 'Enterprise'] || unknown(account.segment) && account.seats >= 250",
  },
  {
    key: 'mid-market',
    name: 'Mid-market',
    rule: "account.segment in ['mid_market', 'mid-market', 'Mid-Market', 'Mid Market'] || unknown(account.segment) && account.seats >= 50 && account.seats < 250",
  },
  {
    key: 'small-business',
    name: 'Small business',
    rule: "account.segment in ['small', 'Small', 'SMB', 'SME'] || unknown(account.segment) && account.seats < 50",
  },
  {
    key: 'renewals-at-risk',
    name: 'Renewals at risk',
    rule: 'health.score < 60 && renewal.days_left >= 0 && renewal.days_left <= 120',
  },
];

/** Gives an organisation the default segments that it does not have. Their members are found by the next diagnosis. */
export async function ensureDefaultSegments(tx: Transaction): Promise<void> {
  await tx.execute(
    `insert into segment (organisation_id, key, name, rule) select $1, * from unnest($2::text[], $3::text[], $4::text[])
     on conflict do nothing`,
    [
      tx.organisationId,
      textArray(DEFAULT_SEGMENTS.map((one) => one.key)),
      textArray(DEFAULT_SEGMENTS.map((one) => one.name)),
      textArray(DEFAULT_SEGMENTS.map((one) => one.rule)),
    ],
  );
}

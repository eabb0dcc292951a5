import type { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { int4Array } from '../../database/binary-array.ts';
import type { Database } from '../../database/database.ts';
import type { HoldReason } from '../../diagnosis/candidate.ts';
import type { PlaybookDefinition } from '../../playbooks/definition.ts';
import { loadLintContext } from '../../playbooks/lint-context.ts';
import { checkDocument } from '../../playbooks/publish-playbook.ts';
import { writtenPlaybook } from '../../playbooks/save-playbook.ts';
import { openSentences } from '../../worklist/playbook-sentences.ts';
import { type Change, changeFrom } from './change-from.ts';
import { sayMet } from './say-met.ts';
import { type ForecastMorning, matchingRows, openMorning, stepPublished, stepWritten } from './step-written.ts';
import { type NamedAccount, type Standing, tellStandings } from './tell-standings.ts';

/** An account that meets the trigger, with why, and what would become of it. */
export interface ForecastAccount extends NamedAccount {
  readonly cause: string;
  readonly outcome: Standing['outcome'];
  /** Why it is held back, or which run it joins. */
  readonly detail: string | null;
}

/** Whom a playbook would start for if it were published as it is written. */
export interface Forecast {
  /** The morning of the last diagnosis, 'YYYY-MM-DD'; null before the first, and then nothing is known. */
  readonly asOf: string | null;
  /** Whether it starts by a condition or a stage at all. */
  readonly isForeseeable: boolean;
  /** The ways in which it starts that cannot be foreseen, in words. */
  readonly unforeseen: readonly string[];
  readonly matching: number;
  readonly opens: number;
  /** Would be attached to the open run of another playbook. */
  readonly joins: number;
  /** Have an open situation of this playbook already. */
  readonly open: number;
  /** By reason, the most frequent first. */
  readonly held: readonly { readonly reason: HoldReason; readonly accounts: number }[];
  /** At most twenty: those that would open first, of them those with the largest ARR. */
  readonly accounts: readonly ForecastAccount[];
  /** Against the version that runs; null where none does, or where one of the two starts without a condition. */
  readonly change: Change | null;
}

const LISTED = 20;
const ORDER = ['opens', 'joins', 'held', 'open'];

/**
 * Whom a document would start for, as of the last diagnosis, and who would come in and drop out against the version that runs. Asks the triggers
 * as the diagnosis does, and writes nothing. Throws a 422 problem with every error for a document that cannot run.
 */
export function forecastPlaybook(
  database: Database,
  actor: Actor,
  input: z.input<typeof writtenPlaybook>,
): Promise<Forecast> {
  mayI(actor, 'manage_playbooks');
  const { document } = writtenPlaybook.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute('set transaction read only');
    const { definition } = checkDocument(document, await loadLintContext(tx));
    return forecast(tx, definition);
  });
}

async function forecast(tx: Transaction, definition: PlaybookDefinition): Promise<Forecast> {
  const { triggers } = await openSentences(tx);
  const ways = triggers(definition).filter(({ kind }) => kind !== 'manual');
  const isForeseen = ({ kind }: { kind: string }) => kind === 'condition' || kind === 'stage';
  const isForeseeable = ways.some(isForeseen);
  const unforeseen = ways.filter((way) => !isForeseen(way)).map(({ sentence }) => sentence);
  const morning = await openMorning(tx);
  const nobody = { matching: 0, opens: 0, joins: 0, open: 0, held: [], accounts: [], change: null };
  if (morning === null || !isForeseeable) return { asOf: morning?.asOf ?? null, isForeseeable, unforeseen, ...nobody };
  const written = await stepWritten(tx, morning, definition);
  const published = await stepPublished(tx, morning, definition.playbook);
  const [now, before] = [matchingRows(written), published === null ? null : matchingRows(published)];
  const known = await loadAccounts(tx, morning, [...now, ...(before ?? [])]);
  const matching = new Map([...known].filter(([row]) => now.has(row)));
  const standings = await tellStandings(tx, morning, written, matching);
  const count = (outcome: Standing['outcome']) =>
    [...standings.values()].filter((standing) => standing.outcome === outcome).length;
  return {
    asOf: morning.asOf,
    isForeseeable,
    unforeseen,
    matching: matching.size,
    opens: count('opens'),
    joins: count('joins'),
    open: count('open'),
    held: countReasons(standings.values()),
    accounts: [...matching]
      .map(([row, account]) => ({ row, account, standing: standings.get(row)! }))
      // Sorting is stable: accounts come with the largest ARR first.
      .sort((a, b) => ORDER.indexOf(a.standing.outcome) - ORDER.indexOf(b.standing.outcome))
      .slice(0, LISTED)
      .map(({ row, account, standing: { outcome, detail, trigger } }) => ({
        ...account,
        cause: sayMet(morning, trigger, row),
        outcome,
        detail,
      })),
    change:
      before === null || published!.steps.length === 0
        ? null
        : changeFrom(morning, { written, published: published!, now, before, known }),
  };
}

/** The accounts of these rows that are not archived, by row, the largest ARR first. */
async function loadAccounts(
  tx: Transaction,
  { rows }: ForecastMorning,
  wanted: readonly number[],
): Promise<Map<number, NamedAccount>> {
  const found = await tx.query<{ slot: number; id: string; name: string }>(
    `select slot, id, name from account where organisation_id = $1 and slot = any($2::int[]) and archived_at is null
     order by arr_minor desc nulls last, name, id`,
    [tx.organisationId, int4Array([...new Set(wanted.map((row) => rows.slots[row]!))])],
  );
  return new Map(found.map(({ slot, id, name }) => [rows.rowOf(slot), { id, name }]));
}

function countReasons(standings: Iterable<Standing>): Forecast['held'] {
  const reasons = Map.groupBy(
    [...standings].flatMap(({ reason }) => reason ?? []),
    (reason) => reason,
  );
  return [...reasons]
    .map(([reason, some]) => ({ reason, accounts: some.length }))
    .sort((a, b) => b.accounts - a.accounts);
}

import type { Transaction } from '../context/transaction.ts';
import type { EpochDay } from '../lib/days.ts';
import { takeTurns } from '../lib/in-turn.ts';
import { Laps } from '../lib/laps.ts';
import { loadOwnDefinitions, type OwnDefinitions } from './catalogue.ts';
import { gatherColumns } from './columns/gather-columns.ts';
import { readColumns } from './columns/read-columns.ts';
import { allRows, countSlots, someRows } from './columns/rows.ts';
import type { ContactFacts } from './contacts/contact-facts.ts';
import { type ContactScope, loadContactFacts } from './contacts/load-contact-facts.ts';
import { type LabelBook, openLabels } from './labels.ts';
import type { FactScope } from './signal-group.ts';
import { carryUsage } from './usage/carry-usage.ts';
import { compactUsage } from './usage/compact-usage.ts';

/** What families of signals are loaded with, and what was read for it. */
export interface OpenFacts {
  readonly scope: FactScope;
  readonly own: OwnDefinitions;
  readonly labels: LabelBook;
}

export interface FactsWanted {
  /** The accounts by slot; null: all. */
  readonly slots?: readonly number[] | null;
  /** Signals by canonical name; null: all. */
  readonly wanted?: ReadonlySet<string> | null;
  readonly laps?: Laps;
}

/** Opens the facts behind the signals of these days, which ascend. For all accounts, usage is brought into columns first. */
export async function openFacts(
  tx: Transaction,
  days: readonly EpochDay[],
  { slots = null, wanted = null, laps = new Laps() }: FactsWanted,
): Promise<OpenFacts> {
  const organisation = await tx.one<{ time_zone: string; currency: string }>(
    'organisation',
    'select time_zone, currency from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  const own = await loadOwnDefinitions(tx);
  const labels = await openLabels(tx);
  const rows = slots ? someRows(slots) : allRows(await countSlots(tx.client, tx.organisationId));
  if (!slots)
    await laps.time('usage into columns', async () => {
      await compactUsage(tx, days.at(-1)!);
      await carryUsage(tx, days[0]!);
    });
  const inTurn = takeTurns();
  const of: ContactScope = {
    client: tx.client,
    organisationId: tx.organisationId,
    timeZone: organisation.time_zone,
    rows,
    days,
    inTurn,
  };
  let contacts: Promise<ContactFacts> | undefined;
  const scope: FactScope = {
    ...of,
    currency: organisation.currency,
    metrics: own.metrics,
    attributes: own.attributes,
    personas: own.personas,
    labels,
    wanted,
    read: slots ? gatherColumns(tx.client, inTurn) : (sql, width) => inTurn(() => readColumns(tx.client, sql, width)),
    contacts() {
      contacts ??= loadContactFacts(of);
      return contacts;
    },
  };
  return { scope, own, labels };
}

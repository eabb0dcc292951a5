import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type HistoryPoint, readSignalHistory } from '../diagnosis/read-signal-history.ts';
import type { Unit } from '../expressions/declaration.ts';
import { epochDay } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { openCatalogue } from './playbook-sentences.ts';

export interface SignalSeries {
  readonly signal: string;
  readonly title: string;
  readonly unit: Unit;
  readonly points: readonly HistoryPoint[];
}

/**
 * Numeric signals of an account day by day, both ends included, 'YYYY-MM-DD'. Signals that do not exist are left out. 404 for an unknown
 * account, 422 for days in the wrong order.
 */
export function readHistory(
  database: Database,
  actor: Actor,
  accountId: string,
  { signals, from, to }: { signals: readonly string[]; from: string; to: string },
): Promise<SignalSeries[]> {
  mayI(actor, 'read');
  if (from > to) throw problem(422, 'The first day lies after the last.');
  return inOrganisation(database, actor, async (tx) => {
    const catalogue = await openCatalogue(tx);
    const known = signals.flatMap((name) => catalogue.get(name) ?? []);
    const names = known.map((signal) => signal.name);
    const history = await readSignalHistory(tx, accountId, names, epochDay(from), epochDay(to));
    return known.map(({ name, title, unit }) => ({ signal: name, title, unit, points: history.get(name) ?? [] }));
  });
}

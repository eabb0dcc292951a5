import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { SignalType, Unit } from '../expressions/declaration.ts';
import { openCatalogue } from './playbook-sentences.ts';

/** A signal that a rule may name, as menus offer it. */
export interface RuleSignal {
  readonly name: string;
  readonly title: string;
  readonly type: SignalType;
  readonly unit: Unit;
  /** The labels that accounts have had; empty for other types. */
  readonly labels: readonly string[];
}

/** Every signal once, by its own name, in the order of the catalogue. */
export function listRuleSignals(database: Database, actor: Actor): Promise<RuleSignal[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const known = await tx.query<{ signal: string; label: string }>(
      'select signal, label from signal_label where organisation_id = $1 order by signal, label',
      [tx.organisationId],
    );
    const labels = Map.groupBy(known, (row) => row.signal);
    return [...(await openCatalogue(tx))]
      .filter(([key, { name }]) => key === name)
      .map(([, { name, title, type, unit }]) => ({
        name,
        title,
        type,
        unit,
        labels: (labels.get(name) ?? []).map((row) => row.label),
      }));
  });
}

import type { Transaction } from '../../context/transaction.ts';
import { type LivePlaybook, livePlaybook } from '../../diagnosis/live-trigger.ts';
import { type DiagnosedOrganisation, loadOrganisation, today } from '../../diagnosis/organisation.ts';
import { type AccountSignals, readAccountSignals } from '../../diagnosis/read-account-signals.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import type { ReadSignal } from '../../expressions/evaluate.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import type { EpochDay } from '../../lib/days.ts';
import { notFound } from '../../lib/problem.ts';
import { playbookSchema } from '../../playbooks/definition.ts';
import { loadSegments } from '../../segments/load-segments.ts';
import { readStanding, type Standing } from './obstacles-on.ts';

/** An account on a day, as explanations of any playbook need it. */
export interface ExplainedAccount {
  readonly tx: Transaction;
  readonly account: { readonly id: string; readonly name: string; readonly slot: number };
  /** As of the morning of this day. */
  readonly day: EpochDay;
  readonly organisation: DiagnosedOrganisation;
  readonly catalogue: Catalogue;
  readonly signals: AccountSignals;
  readonly read: ReadSignal;
  readonly standing: Standing;
}

/** Reads what explanations of an account on a day share; without a day, of what is known now, as a live diagnosis sees it. 404 for an unknown account. */
export async function openExplanations(tx: Transaction, accountId: string, on?: EpochDay): Promise<ExplainedAccount> {
  const account = await tx.one<ExplainedAccount['account'] & Record<string, unknown>>(
    'account',
    'select id, name, slot from account where organisation_id = $1 and id = $2',
    [tx.organisationId, accountId],
  );
  const day = on ?? (await today(tx)) + 1;
  const signals = await readAccountSignals(tx, accountId, day);
  const values = new Map(signals.signals.map(({ name, value }) => [name, value]));
  return {
    tx,
    account,
    day,
    organisation: await loadOrganisation(tx),
    catalogue: await loadCatalogue(tx),
    signals,
    read: (name) => values.get(name) ?? null,
    standing: await readStanding(tx, accountId, day),
  };
}

/** A playbook as it is now, whose conditions are read as they are written. */
export interface ExplainablePlaybook extends LivePlaybook {
  readonly status: string;
}

/** The playbooks that run, the most important first; or this one, whatever its state. 404 when there is no such playbook. */
export async function loadExplainable(
  tx: Transaction,
  catalogue: Catalogue,
  key: string | null,
): Promise<ExplainablePlaybook[]> {
  const rows = await tx.query<{ key: string; status: string; version: number; definition: unknown }>(
    `select p.key, p.status, v.version, v.definition from playbook p
     join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and case when $2::text is null then p.status = 'published' else p.key = $2 end`,
    [tx.organisationId, key],
  );
  if (key !== null && rows.length === 0) throw notFound('playbook');
  const rules = new Map((await loadSegments(tx)).map((segment) => [segment.key, segment.rule]));
  // Only conditions are read: labels need no codes.
  const codes = { codeOf: () => 1, labelOf: () => null };
  return rows
    .map(({ status, version, definition, ...row }) => ({
      ...livePlaybook(row.key, version, playbookSchema.parse(definition), catalogue, codes, rules),
      status,
    }))
    .sort((a, b) => b.priority - a.priority || (a.key < b.key ? -1 : 1));
}

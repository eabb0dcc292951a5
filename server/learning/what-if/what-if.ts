import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { evaluate } from '../../expressions/evaluate.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { TRUE } from '../../expressions/truth.ts';
import { loadSegments } from '../../segments/load-segments.ts';
import { type Explanation, explainOne } from '../why/explain-playbook.ts';
import { loadExplainable, openExplanations } from '../why/open-explanations.ts';
import { changedSignals, type SignalChange } from './changed-signals.ts';
import { type AssumedHealth, computeAssumed } from './compute-assumed.ts';
import { type PlannedStep, planRun } from './plan-run.ts';

/** Signals that are assumed to have other values: numbers in their unit, dates 'YYYY-MM-DD', labels, flags; null for unknown. */
export const whatIf = z.object({
  changes: z
    .array(
      z.object({
        signal: z.string().min(1).max(120),
        value: z.union([z.number(), z.string().max(200), z.boolean()]).nullable(),
      }),
    )
    .min(1)
    .max(40),
});

/** A playbook whose condition would hold, and the run that it would start. */
export interface AssumedStart extends Pick<Explanation, 'playbook' | 'verdict' | 'because' | 'heldBack'> {
  /** Whether it holds without the changes, too. */
  readonly holdsNow: boolean;
  readonly variation: string | null;
  readonly firstActionDue: { readonly at: string; readonly derivation: string } | null;
  readonly steps: readonly PlannedStep[];
}

export interface WhatIfAnswer {
  /** As of the morning of this day. */
  readonly on: string;
  readonly changes: readonly SignalChange[];
  readonly health: { readonly now: AssumedHealth; readonly assumed: AssumedHealth };
  /** The playbooks whose condition would hold. */
  readonly holding: readonly AssumedStart[];
  /** Those whose condition holds now and would no longer. */
  readonly ending: readonly Pick<Explanation, 'playbook' | 'because'>[];
}

/**
 * What would be of an account if some of its signals had other values: its health, the playbooks whose condition would hold, and the steps, owners
 * and due dates of the runs that they would start. Nothing is written: the transaction may only read. 404 for an unknown account, 422 for a signal
 * that does not exist or cannot have the value.
 */
export function askWhatIf(
  database: Database,
  actor: Actor,
  accountId: string,
  input: z.input<typeof whatIf>,
): Promise<WhatIfAnswer> {
  mayI(actor, 'read');
  const { changes } = whatIf.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute('set transaction read only');
    return answer(tx, accountId, changes);
  });
}

async function answer(
  tx: Transaction,
  accountId: string,
  asked: z.output<typeof whatIf>['changes'],
): Promise<WhatIfAnswer> {
  const account = await openExplanations(tx, accountId);
  const changes = changedSignals(asked, account);
  const assumed = await computeAssumed(tx, account, changes);
  const then = { ...account, read: assumed.read };
  const rules = new Map((await loadSegments(tx)).map(({ key, rule }) => [key, rule]));
  const holding: AssumedStart[] = [];
  const ending: Pick<Explanation, 'playbook' | 'because'>[] = [];
  for (const playbook of await loadExplainable(tx, account.catalogue, null)) {
    const condition = playbook.triggers.find(({ expression }) => expression !== null)?.expression;
    if (!condition) continue;
    const [holdsNow, wouldHold] = [account.read, assumed.read].map((read) =>
      [parseExpression(playbook.eligibility), condition].every(
        (one) => evaluate(one, (name) => read(account.catalogue.get(name)?.name ?? name)).truth === TRUE,
      ),
    );
    if (!wouldHold && !holdsNow) continue;
    const explained = await explainOne(then, playbook);
    if (!wouldHold) {
      ending.push({ playbook: explained.playbook, because: explained.because });
      continue;
    }
    const { verdict, because, heldBack } = explained;
    const run = await planRun(tx, then, playbook, { rules, changes });
    holding.push({ playbook: explained.playbook, verdict, because, heldBack, holdsNow: holdsNow!, ...run });
  }
  return {
    on: account.signals.day,
    changes,
    health: { now: assumed.now, assumed: assumed.assumed },
    holding: holding.sort((a, b) => Number(a.holdsNow) - Number(b.holdsNow)),
    ending,
  };
}

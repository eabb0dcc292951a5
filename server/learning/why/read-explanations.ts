import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { today } from '../../diagnosis/organisation.ts';
import { type EpochDay, epochDay, isoDate } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { type AccountExplanation, explainAccount } from './explain-account.ts';
import { type Explanation, explainPlaybook } from './explain-playbook.ts';

/** An account, and the day 'YYYY-MM-DD' whose morning is asked about; without one, with what is known now. */
export interface Asked {
  readonly accountId: string;
  readonly on?: string | undefined;
}

/** The verdict on every playbook that runs, for an account on a day. 404 for an unknown account, 422 for a day of the future. */
export function readAccountExplanation(
  database: Database,
  actor: Actor,
  { accountId, on }: Asked,
): Promise<AccountExplanation> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => explainAccount(tx, accountId, await dayAsked(tx, on)));
}

/** Why a playbook starts for an account on a day, or why it does not. 404 for an unknown account or playbook, 422 for a day of the future. */
export function readExplanation(
  database: Database,
  actor: Actor,
  { accountId, on, playbookKey }: Asked & { readonly playbookKey: string },
): Promise<Explanation> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) =>
    explainPlaybook(tx, accountId, playbookKey, await dayAsked(tx, on)),
  );
}

async function dayAsked(tx: Transaction, on: string | undefined): Promise<EpochDay | undefined> {
  if (on === undefined) return undefined;
  const latest = (await today(tx)) + 1;
  if (epochDay(on) > latest) throw problem(422, `The latest day that can be asked about is ${isoDate(latest)}.`);
  return epochDay(on);
}

import { accountChange, changeFields } from '../accounts/by-hand/change-account.ts';
import type { Transaction } from '../context/transaction.ts';
import type { ActionSettings } from '../playbooks/actions.ts';
import type { PendingStep } from './pending-step.ts';

/** Sets a field of the account, with its history, as a member would. */
export async function setField(
  tx: Transaction,
  { run, step }: PendingStep,
  { field, value }: ActionSettings<'set_field'>,
): Promise<string> {
  const attribute = /^attributes\.(.+)$/.exec(field)?.[1];
  const change = attribute === undefined ? { [field]: value } : { attributes: { [attribute]: value } };
  const reason = `"${step.title}" of run #${run.number}`;
  const isChanged = await changeFields(tx, run.account.id, accountChange.parse({ ...change, reason }));
  return isChanged ? `Set ${attribute ?? field} to ${value}.` : `${attribute ?? field} was ${value} already.`;
}

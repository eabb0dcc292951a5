import type { Transaction } from '../context/transaction.ts';
import { parsedDocument } from '../runs/parsed-document.ts';

/** Assets that one uses with a customer, not for oneself. */
const WITH_CUSTOMERS = ['email', 'call_script', 'agenda', 'questionnaire'];

/** Of these runs, the steps that are done with the customer: 'run step', for those with a letter, a call script or the like, or owned by them. */
export async function customerSteps(tx: Transaction, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  const runs = await tx.query<{ id: string; document: string }>(
    `select r.id, v.document from run r
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     where r.organisation_id = $1 and r.id = any($2)`,
    [tx.organisationId, [...new Set(runIds)]],
  );
  const found = new Set<string>();
  for (const { id, document } of runs) {
    const { outline, assets } = parsedDocument(document);
    const used = new Set(assets.filter(({ kind }) => WITH_CUSTOMERS.includes(kind)).map(({ key }) => key));
    for (const step of outline.steps)
      if (step.owner === 'customer' || step.assets?.some((key) => used.has(key))) found.add(`${id} ${step.id}`);
  }
  return found;
}

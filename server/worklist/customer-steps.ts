import type { Transaction } from '../context/transaction.ts';
import { parsedDocument } from '../runs/parsed-document.ts';

/** Assets that one uses with a customer, not for oneself. */
const WITH_CUSTOMERS = ['email', 'call_script', 'agenda', 'questionnaire'];

/** Of these runs, the steps that are done with the customer: 'run step', for those with a letter, a call script or the like, or owned by them. */
export async function customerSteps(tx: Transaction, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  // A document is long, and many runs go by the same one: each is read once.
  const versions = await tx.query<{ document: string; runs: string[] }>(
    `select v.document, r.runs
     from (select playbook_key, playbook_version, array_agg(id) as runs from run
           where organisation_id = $1 and id = any($2) group by 1, 2) r
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version`,
    [tx.organisationId, [...new Set(runIds)]],
  );
  const found = new Set<string>();
  for (const { document, runs } of versions) {
    const { outline, assets } = parsedDocument(document);
    const used = new Set(assets.filter(({ kind }) => WITH_CUSTOMERS.includes(kind)).map(({ key }) => key));
    const steps = outline.steps.filter(
      ({ owner, assets: keys }) => owner === 'customer' || keys?.some((key) => used.has(key)),
    );
    for (const run of runs) for (const { id } of steps) found.add(`${run} ${id}`);
  }
  return found;
}

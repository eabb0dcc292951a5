import type { Transaction } from '../context/transaction.ts';

export interface PlaybookDocument {
  readonly key: string;
  readonly version: number;
  /** As it was written, to the character. */
  readonly document: string;
}

/** The documents of the playbooks that run, by key. */
export function listDocuments(tx: Transaction): Promise<PlaybookDocument[]> {
  return tx.query<PlaybookDocument & Record<string, unknown>>(
    `select p.key, p.version, v.document from playbook p
     join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.status = 'published' order by p.key`,
    [tx.organisationId],
  );
}

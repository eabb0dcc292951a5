import { z } from 'zod';
import type { Transaction } from '../../context/transaction.ts';
import { type Problem, problem } from '../../lib/problem.ts';
import { storableText } from '../../lib/storable-text.ts';
import { LONGEST_DOCUMENT } from '../parse.ts';

/** What is being written of a playbook, before it is published. */
export interface PlaybookDraft {
  readonly document: string;
  /** The version with which it was begun. */
  readonly basedOn: number;
  /** Another one each time that it is saved. */
  readonly revision: string;
  readonly savedAt: string;
  /** Null for an API key. */
  readonly savedBy: string | null;
}

export const writtenDraft = z.strictObject({
  document: z.string().max(LONGEST_DOCUMENT).transform(storableText),
  basedOn: z.int().min(1),
  /** The revision that was changed; null where there was no draft. */
  revision: z.uuid().nullable(),
});

/** The draft of a playbook, locked until the transaction ends where it is to be changed; null when there is none. */
export async function findDraft(tx: Transaction, key: string, lock = false): Promise<PlaybookDraft | null> {
  const row = await tx.maybe<Omit<PlaybookDraft, 'savedAt'> & { savedAt: Date }>(
    `select d.document, d.based_on as "basedOn", d.revision, d.saved_at as "savedAt", m.name as "savedBy"
     from playbook_draft d left join member m on m.organisation_id = $1 and m.id = d.saved_by
     where d.organisation_id = $1 and d.key = $2 ${lock ? 'for update of d' : ''}`,
    [tx.organisationId, key],
  );
  return row && { ...row, savedAt: row.savedAt.toISOString() };
}

/** Somebody else was faster: says who and when, and what becomes of one's own text. */
export function draftChanged(draft: PlaybookDraft | null): Problem {
  if (draft === null)
    return problem(
      409,
      'The draft has been published or thrown away since you opened it. Your text is still here, and is not being saved.',
    );
  return problem(
    409,
    `${draft.savedBy ?? 'Somebody'} has saved this draft since you opened it. Your text is still here, and is not being saved.`,
    [{ at: 'at', problem: draft.savedAt }],
  );
}

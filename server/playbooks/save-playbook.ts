import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { storableText } from '../lib/storable-text.ts';
import { removeDraft } from './drafts/discard-draft.ts';
import type { Finding } from './finding.ts';
import { lintPlaybook } from './lint.ts';
import { loadLintContext } from './lint-context.ts';
import { LONGEST_DOCUMENT, parsePlaybook } from './parse.ts';
import { type PublishedPlaybook, publishPlaybook } from './publish-playbook.ts';

const document = z.string().min(1, 'Write the playbook.').max(LONGEST_DOCUMENT).transform(storableText);

export const writtenPlaybook = z.strictObject({ document });

export const playbookVersion = z.strictObject({
  document,
  reason: z.string().trim().min(1).max(500).optional(),
  /** The version that was edited; 0 for a new playbook. Left out, what is there is replaced. */
  basedOn: z.int().min(0).optional(),
  /** The revision of the draft that is published with it and is then no draft any more. Somebody else's newer one stays. */
  draft: z.uuid().optional(),
});

/** Publishes a document as the version of its playbook that runs from now on; runs that are open keep theirs. Throws as `publishPlaybook` does. */
export function savePlaybook(
  database: Database,
  actor: Actor,
  input: z.input<typeof playbookVersion>,
): Promise<PublishedPlaybook> {
  mayI(actor, 'manage_playbooks');
  const { document, reason, basedOn, draft } = playbookVersion.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const published = await publishPlaybook(tx, document, {
      ...(reason && { reason }),
      ...(basedOn !== undefined && { basedOn }),
    });
    if (draft) await removeDraft(tx, published.key, draft);
    return published;
  });
}

export interface CheckedPlaybook {
  /** The key, as far as it can be read. */
  readonly key: string | null;
  readonly title: string | null;
  readonly findings: readonly Finding[];
  /** What runs under this key now. */
  readonly replaces: { readonly title: string; readonly version: number; readonly openRuns: number } | null;
}

/** What is wrong with a document, and what it would replace; nothing is saved. */
export function checkPlaybook(
  database: Database,
  actor: Actor,
  input: z.input<typeof writtenPlaybook>,
): Promise<CheckedPlaybook> {
  mayI(actor, 'manage_playbooks');
  const parsed = parsePlaybook(writtenPlaybook.parse(input).document);
  const { playbook: key = null, title = null } = parsed.outline;
  return inOrganisation(database, actor, async (tx) => ({
    key,
    title,
    findings: lintPlaybook(parsed, await loadLintContext(tx)),
    replaces: await tx.maybe(
      `select title, version, (select count(*)::int from run where organisation_id = $1 and playbook_key = $2 and state = 'open') as "openRuns"
       from playbook where organisation_id = $1 and key = $2`,
      [tx.organisationId, key],
    ),
  }));
}

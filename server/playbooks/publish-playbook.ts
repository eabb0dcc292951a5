import { recordAudit } from '../audit/record.ts';
import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { emit } from '../jobs/enqueue.ts';
import { type Problem, problem } from '../lib/problem.ts';
import type { PlaybookDefinition } from './definition.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint/context.ts';
import { lintPlaybook } from './lint.ts';
import { loadLintContext } from './lint-context.ts';
import { parsePlaybook } from './parse.ts';

export interface PublishedPlaybook {
  readonly key: string;
  readonly version: number;
  readonly state: 'created' | 'updated' | 'unchanged';
  /** Advice; errors have been thrown. */
  readonly findings: readonly Finding[];
}

/** One of two numbers of PostgreSQL's advisory locks; the other one is made from the organisation. */
const PUBLISHING = 817_003;

/**
 * Makes a document the version of its playbook that runs from now on; the same text again changes nothing. One is published after the other, so
 * that two that would start each other are not let in side by side. `basedOn` is the version that was edited, 0 for a new playbook. Throws a
 * 422 problem with every error, each with its line, when the document cannot run, and a 409 problem when another version is there by now.
 */
export async function publishPlaybook(
  tx: Transaction,
  document: string,
  { reason, context, basedOn }: { reason?: string; context?: LintContext; basedOn?: number } = {},
): Promise<PublishedPlaybook> {
  mayI(tx.actor, 'manage_playbooks');
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [PUBLISHING, tx.organisationId]);
  const { definition, findings } = checkDocument(document, context ?? (await loadLintContext(tx)));
  const key = definition.playbook;
  const current = await tx.maybe<{ version: number; document: string }>(
    `select v.version, v.document from playbook p
     join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.key = $2 for update of p`,
    [tx.organisationId, key],
  );
  if (current?.document === document) return { key, version: current.version, state: 'unchanged', findings };
  if (basedOn !== undefined && basedOn !== (current?.version ?? 0)) throw outdated(key, basedOn, current?.version);
  const version = (current?.version ?? 0) + 1;
  await tx.execute(
    `insert into playbook (organisation_id, key, title, version) values ($1, $2, $3, $4)
     on conflict (organisation_id, key) do update set title = excluded.title, version = excluded.version, status = 'published', updated_at = now()`,
    [tx.organisationId, key, definition.title, version],
  );
  await tx.execute(
    `insert into playbook_version (organisation_id, key, version, document, definition, reason, created_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.organisationId, key, version, document, JSON.stringify(definition), reason ?? null, tx.actor.memberId],
  );
  await recordAudit(tx, {
    action: 'playbook.published',
    entity: 'playbook',
    entityId: key,
    before: current ? { version: current.version } : undefined,
    after: { version },
    reason,
  });
  await emit(tx, { name: 'playbook.published', playbookKey: key, version }, { key: `playbook.published:${key}` });
  return { key, version, state: current ? 'updated' : 'created', findings };
}

function outdated(key: string, basedOn: number, version: number | undefined): Problem {
  if (basedOn === 0)
    return problem(409, `There is already a playbook "${key}". Give yours another key, or edit that one.`);
  return problem(
    409,
    version === undefined
      ? `There is no playbook "${key}" to change. The key of a playbook stays; add yours as a new one.`
      : `Somebody has published version ${version} of this playbook since you began with version ${basedOn}. Nothing of yours is lost: copy your text, open the playbook anew and bring your changes in.`,
  );
}

/** A document that can run, with the advice about it. Throws a 422 problem with every error, each with its line, for one that cannot. */
export function checkDocument(
  document: string,
  context: LintContext,
): { definition: PlaybookDefinition; findings: Finding[] } {
  const parsed = parsePlaybook(document);
  const findings = lintPlaybook(parsed, context);
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0 || parsed.definition === null)
    throw problem(
      422,
      `The playbook cannot run yet: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}.`,
      errors.map((error) => ({ at: `line ${error.line}`, problem: error.problem, mend: error.mend })),
    );
  return { definition: parsed.definition, findings };
}

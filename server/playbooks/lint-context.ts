import type { Transaction } from '../context/transaction.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { loadSegments } from '../segments/load-segments.ts';
import type { LintContext } from './lint/context.ts';
import { TEMPLATE_FIELDS, type TemplateField } from './template-fields.ts';

/** The stages of a customer's journey, as the table of accounts allows them. */
export const LIFECYCLE_STAGES = ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'] as const;

/** What playbooks of the organisation are checked against: its signals, segments and the other playbooks. */
export async function loadLintContext(tx: Transaction): Promise<LintContext> {
  const playbooks = await tx.query<{ key: string }>('select key from playbook where organisation_id = $1', [
    tx.organisationId,
  ]);
  const segments = await tx.query<{ segment: string }>(
    'select distinct segment from account where organisation_id = $1 and segment is not null',
    [tx.organisationId],
  );
  const ruled = (await loadSegments(tx)).map(({ key }) => key);
  const attributes = await tx.query<{ key: string; title: string; type: string }>(
    'select key, title, type from account_attribute where organisation_id = $1 order by key',
    [tx.organisationId],
  );
  return {
    catalogue: await loadCatalogue(tx),
    templateFields: [...TEMPLATE_FIELDS, ...attributes.map(attributeField)],
    playbookKeys: playbooks.map((row) => row.key),
    stages: LIFECYCLE_STAGES,
    segments: [...new Set([...ruled, ...segments.map((row) => row.segment)])],
    ruledSegments: ruled,
  };
}

/** A custom attribute of accounts as assets fill it in. */
function attributeField({ key, title, type }: { key: string; title: string; type: string }): TemplateField {
  const name = `account.attributes.${key}`;
  return { name, title, type: type === 'number' || type === 'date' ? type : 'text', example: title };
}

import type { Transaction } from '../context/transaction.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { loadPersonas } from '../personas/load-personas.ts';
import { loadSegments } from '../segments/load-segments.ts';
import type { PlaybookDefinition } from './definition.ts';
import type { LintContext } from './lint/context.ts';
import { linksOf } from './lint/playbook-links.ts';
import { TEMPLATE_FIELDS, type TemplateField } from './template-fields.ts';

/** The stages of a customer's journey, as the table of accounts allows them. */
export const LIFECYCLE_STAGES = ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'] as const;

/** What playbooks of the organisation are checked against: its signals, segments and the other playbooks. */
export async function loadLintContext(tx: Transaction): Promise<LintContext> {
  const playbooks = await tx.query<{ key: string; definition: PlaybookDefinition }>(
    `select p.key, v.definition from playbook p
     join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
     where p.organisation_id = $1`,
    [tx.organisationId],
  );
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
    personas: (await loadPersonas(tx)).map(({ key }) => key),
    links: playbooks.map(({ key, definition }) => linksOf(key, definition)),
  };
}

/** A custom attribute of accounts as assets fill it in. */
function attributeField({ key, title, type }: { key: string; title: string; type: string }): TemplateField {
  const name = `account.attributes.${key}`;
  return { name, title, type: type === 'number' || type === 'date' ? type : 'text', example: title };
}

import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { DEFAULT_PERSONAS } from '../personas/default-personas.ts';
import { DEFAULT_SEGMENTS } from '../segments/default-segments.ts';
import { buildCatalogue, declareSignals } from '../signals/catalogue.ts';
import type { LintContext } from './lint/context.ts';
import { linksOf } from './lint/playbook-links.ts';
import { LIFECYCLE_STAGES } from './lint-context.ts';
import { parsePlaybook } from './parse.ts';
import { readLibrary } from './publish-library.ts';
import { TEMPLATE_FIELDS } from './template-fields.ts';

/** What every organisation has from the start, to check playbooks without one: the shipped signals, playbooks and segments. */
export async function shippedLintContext(): Promise<LintContext> {
  const segmentKeys = DEFAULT_SEGMENTS.map(({ key }) => key);
  const library = (await readLibrary()).map((document) => parsePlaybook(document).outline);
  return {
    catalogue: buildCatalogue([
      ...declareSignals({ metrics: [], attributes: [], personas: DEFAULT_PERSONAS }),
      ...HEALTH_SIGNALS,
    ]),
    templateFields: TEMPLATE_FIELDS,
    playbookKeys: library.flatMap(({ playbook }) => playbook ?? []),
    stages: LIFECYCLE_STAGES,
    segments: segmentKeys,
    ruledSegments: segmentKeys,
    personas: DEFAULT_PERSONAS.map(({ key }) => key),
    links: library.flatMap((outline) => (outline.playbook === undefined ? [] : [linksOf(outline.playbook, outline)])),
  };
}

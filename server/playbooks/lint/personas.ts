import { nearestName } from '../../expressions/nearest-name.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, type LintContext, listOf } from './context.ts';

/** Checks the personas into which contacts come, or which they leave. */
export function lintPersonas(parsed: ParsedPlaybook, { personas }: LintContext): Finding[] {
  const { trigger } = parsed.outline;
  return (['enters_persona', 'leaves_persona'] as const).flatMap((kind) =>
    listOf(trigger?.[kind])
      .filter((key) => !personas.includes(key))
      .map((key) => {
        const near = nearestName(key, personas);
        const known = personas.length === 0 ? 'There are none yet.' : `There are ${personas.join(', ')}.`;
        return findingOn(parsed, ['trigger', kind], {
          code: 'unknown-persona',
          severity: 'error',
          problem: `There is no persona "${key}".`,
          mend: near ? `Did you mean ${near}?` : `Add that persona. ${known}`,
        });
      }),
  );
}

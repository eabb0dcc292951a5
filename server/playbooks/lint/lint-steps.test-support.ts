import { lintPlaybook } from '../lint.ts';
import { parsePlaybook } from '../parse.ts';
import { aPlaybook } from '../playbook-example.ts';
import { anOrganisation } from './lint-example.ts';

/** What is wrong with the example when these steps stand in place of its second; they begin on line 20. Missing texts are not asked for. */
export function lintSteps(...steps: string[]) {
  const text = aPlaybook.replace(/ {2}- \{ id: write,.*\n/, steps.map((step) => `  - ${step}\n`).join(''));
  return lintPlaybook(parsePlaybook(text.replace(' {#write}', '')), anOrganisation)
    .filter(({ code }) => code !== 'asset-unused' && code !== 'step-without-text')
    .map(({ code, line, severity, mend }) => ({ code, line, severity, mend }));
}

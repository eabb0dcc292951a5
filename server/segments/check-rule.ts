import { readExpression, signalsOf } from '../expressions/check.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import type { Expression } from '../expressions/expression.ts';
import { problem } from '../lib/problem.ts';

/** Reads a rule against the organisation's signals. Throws a 400 problem with every finding, its place in the text and how to mend it. */
export function checkRule(rule: string, catalogue: Catalogue): Expression {
  const { expression, findings } = readExpression(rule, catalogue);
  if (expression === null)
    throw problem(
      400,
      `The rule cannot be used: ${findings[0]!.message}`,
      findings.map(({ message, mend, position }) => ({
        at: `rule, line ${position.line}, column ${position.column}`,
        problem: message,
        mend,
      })),
    );
  if (signalsOf(expression).length === 0)
    throw problem(400, 'The rule names no signal, so it is the same for every account.', [
      { at: 'rule', problem: 'No signal is named.', mend: "Compare one, such as account.region == 'EMEA'." },
    ]);
  return expression;
}

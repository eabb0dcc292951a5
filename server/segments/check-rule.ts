import { readExpression, signalsOf } from '../expressions/check.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import type { Expression } from '../expressions/expression.ts';
import { problem } from '../lib/problem.ts';

/** How findings are said where a rule is about something else than accounts. */
interface RuleWords {
  readonly nothingNamed: string;
  readonly example: string;
  mendOf(message: string, mend: string): string;
}

const OF_ACCOUNTS: RuleWords = {
  nothingNamed: 'The rule names no signal, so it is the same for every account.',
  example: "account.region == 'EMEA'",
  mendOf: (_, mend) => mend,
};

/** Reads a rule against the signals it may name. Throws a 400 problem with every finding, its place in the text and how to mend it. */
export function checkRule(rule: string, catalogue: Catalogue, words = OF_ACCOUNTS): Expression {
  const { expression, findings } = readExpression(rule, catalogue);
  if (expression === null)
    throw problem(
      400,
      `The rule cannot be used: ${findings[0]!.message}`,
      findings.map(({ message, mend, position }) => ({
        at: `rule, line ${position.line}, column ${position.column}`,
        problem: message,
        mend: words.mendOf(message, mend),
      })),
    );
  if (signalsOf(expression).length === 0)
    throw problem(400, words.nothingNamed, [
      { at: 'rule', problem: 'Nothing is named.', mend: `Compare something, such as ${words.example}.` },
    ]);
  return expression;
}

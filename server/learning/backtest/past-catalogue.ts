import { readExpression, signalsOf } from '../../expressions/check.ts';
import type { Catalogue, SignalDeclaration } from '../../expressions/declaration.ts';
import type { Expression } from '../../expressions/expression.ts';
import { problem } from '../../lib/problem.ts';

/** In front of a signal's name: its value at the beginning of the horizon. */
export const BEFORE = 'before.';

/** The catalogue for outcomes: every signal at the end of the horizon, and as `before.<signal>` at its beginning. */
export function withBefore(catalogue: Catalogue): Catalogue {
  const both = new Map(catalogue);
  for (const [name, declaration] of catalogue) {
    const before: SignalDeclaration = {
      ...declaration,
      name: BEFORE + declaration.name,
      title: `${declaration.title} before`,
    };
    both.set(BEFORE + name, before);
  }
  return both;
}

/** A condition that can be evaluated; else a 422 problem that says what is wrong with it, where, and how to mend it. */
export function conditionFrom(text: string, catalogue: Catalogue, what: string): Expression {
  const { expression, findings } = readExpression(text, catalogue);
  if (expression) return expression;
  throw problem(
    422,
    `The ${what} cannot be evaluated: ${findings[0]!.message}`,
    findings.map(({ message, position, mend }) => ({
      at: `${what}, line ${position.line}, column ${position.column}`,
      problem: message,
      mend,
    })),
  );
}

/** The canonical names of the signals that some conditions read, at the end or the beginning of a horizon. */
export function signalsAsked(conditions: readonly string[], catalogue: Catalogue): string[] {
  const both = withBefore(catalogue);
  return conditions.flatMap((text) => signalsRead(conditionFrom(text, both, 'condition'), both));
}

/** The same of one condition that can be evaluated. */
export function signalsRead(expression: Expression, withBefores: Catalogue): string[] {
  return signalsOf(expression).map((name) => withBefores.get(name)!.name.replace(BEFORE, ''));
}

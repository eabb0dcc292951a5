import type { Catalogue, SignalType } from './declaration.ts';
import { type Expression, type Position, signalsBelow } from './expression.ts';
import { ExpressionError } from './expression-error.ts';
import { inferKinds, type Kinds } from './infer.ts';
import { parseExpression } from './parse.ts';

/** One thing wrong with an expression: what, where, and how to mend it. */
export interface ExpressionFinding {
  readonly message: string;
  readonly position: Position;
  readonly mend: string;
}

/**
 * Checks names and types against the catalogue. By default the result must be a condition; `expects` asks for a number.
 * An empty list means that the expression can be evaluated and compiled. Aliases are names of the catalogue.
 */
export function checkExpression(
  expression: Expression,
  catalogue: Catalogue,
  expects: 'boolean' | 'number' = 'boolean',
): ExpressionFinding[] {
  return examine(expression, catalogue, expects).findings;
}

/** Parses and checks in one go: the expression, or everything that is wrong with the text. Never throws. */
export function readExpression(
  text: string,
  catalogue: Catalogue,
  expects: 'boolean' | 'number' = 'boolean',
): { expression: Expression | null; findings: ExpressionFinding[] } {
  try {
    const expression = parseExpression(text);
    const findings = checkExpression(expression, catalogue, expects);
    return { expression: findings.length === 0 ? expression : null, findings };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, position, mend } = error;
    return { expression: null, findings: [{ message, position, mend }] };
  }
}

/** The types of all parts of an expression without findings. Throws `ExpressionError` with the first finding. */
export function checkedKinds(expression: Expression, catalogue: Catalogue, expects: 'boolean' | 'number'): Kinds {
  const { findings, kinds } = examine(expression, catalogue, expects);
  const [first] = findings;
  if (first !== undefined) throw new ExpressionError(first.message, first.position, first.mend);
  return kinds;
}

/** The names of the signals as written, each once, left to right. */
export function signalsOf(expression: Expression): string[] {
  return signalsBelow([expression.root]);
}

function examine(
  expression: Expression,
  catalogue: Catalogue,
  expects: 'boolean' | 'number',
): { findings: ExpressionFinding[]; kinds: Kinds } {
  const findings: ExpressionFinding[] = [];
  const kinds = inferKinds(expression.root, catalogue, (message, position, mend) => {
    findings.push({ message, position, mend });
  });
  const result = kinds.get(expression.root);
  if (result !== undefined && result !== expects) {
    findings.push({ ...RESULT_FINDINGS[expects](result), position: expression.root.at });
  }
  findings.sort((a, b) => a.position.offset - b.position.offset);
  return { findings, kinds };
}

const RESULT_FINDINGS = {
  boolean: (found: SignalType) => ({
    message: `The expression must be true or false, but gives a ${found}.`,
    mend: 'Compare it with something, such as health.score < 60.',
  }),
  number: (found: SignalType) => ({
    message: `The expression must give a number, but gives ${found === 'boolean' ? 'true or false' : `a ${found}`}.`,
    mend: 'Name a number, such as health.score or arr / 12.',
  }),
};

import { ExpressionError } from '../expressions/expression-error.ts';
import { parseExpression } from '../expressions/parse.ts';
import { sentence } from '../expressions/sentence.ts';
import { CONTACT_CATALOGUE } from '../signals/contacts/contact-signals.ts';
import type { ConditionLine } from './condition-lines.ts';
import { conditionLines } from './condition-lines.ts';

/** The rule of a persona in plain English; one that cannot be read as it is written. */
export function sayContactRule(rule: string): string {
  return readable(rule, (parsed) => sentence(parsed, CONTACT_CATALOGUE)) ?? rule;
}

/** The rule of a persona of several parts line by line; empty when it reads well as a sentence. */
export function contactRuleLines(rule: string): readonly ConditionLine[] {
  return readable(rule, (parsed) => conditionLines(parsed, CONTACT_CATALOGUE, {}))?.lines ?? [];
}

function readable<Result>(rule: string, make: (parsed: ReturnType<typeof parseExpression>) => Result): Result | null {
  try {
    return make(parseExpression(rule));
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

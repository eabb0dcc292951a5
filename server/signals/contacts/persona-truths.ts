import { signalsOf } from '../../expressions/check.ts';
import { type CompiledExpression, compileColumns } from '../../expressions/compile-columns.ts';
import type { Expression } from '../../expressions/expression.ts';
import { ExpressionError, parseExpression } from '../../expressions/parse.ts';
import { FALSE } from '../../expressions/truth.ts';
import type { LabelCodes } from '../signal-group.ts';
import type { ContactDay, ContactDays } from './contact-days.ts';
import type { ContactFacts } from './contact-facts.ts';
import { CONTACT_CATALOGUE, SIGNALS_OF_LEAVING } from './contact-signals.ts';

/** The rule of a persona, ready to be asked of contacts. */
export interface CompiledRule {
  readonly rule: Expression;
  readonly compiled: CompiledExpression;
  /** Whether it is about people who left, too. */
  readonly asksWhoLeft: boolean;
}

/** Compiles the rule of a persona; null for one that names a field that is gone. `labels` are those of account columns. */
export function compileRule(rule: string, days: ContactDays, labels: LabelCodes): CompiledRule | null {
  try {
    const expression = parseExpression(rule);
    const compiled = compileColumns(expression, CONTACT_CATALOGUE, (signal, label) =>
      signal.startsWith('contact.') ? days.codeOf(signal, label) : labels.codeOf(signal, label),
    );
    const asksWhoLeft = signalsOf(expression).some((signal) => SIGNALS_OF_LEAVING.includes(signal));
    return { rule: expression, compiled, asksWhoLeft };
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/**
 * The truth of a rule for every contact on a day: 0, 1, or 2 where it is unknown. Who has not joined yet belongs nowhere, and who has left
 * only where the rule asks about leaving.
 */
export function truthsOf(
  { compiled, asksWhoLeft }: CompiledRule,
  { count, joined, left }: ContactFacts,
  { day, columns }: ContactDay,
): Uint8Array {
  const truth = new Uint8Array(count);
  compiled.run(columns, count, truth);
  for (let i = 0; i < count; i++) if (joined[i]! >= day || (left[i]! < day && !asksWhoLeft)) truth[i] = FALSE;
  return truth;
}

import type { Catalogue } from '../expressions/declaration.ts';
import { isLiteral, type LiteralNode, type Node } from '../expressions/expression.ts';
import { type Expression, ExpressionError, parseExpression } from '../expressions/parse.ts';
import { isoDate } from '../lib/days.ts';

/** One line of a rule as menus show it: a signal, what is asked of it, and the values it is compared with. */
export interface MenuLine {
  readonly signal: string;
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'not in' | 'known' | 'unknown';
  /** Numbers and labels as written, dates 'YYYY-MM-DD'; none for `known` and `unknown`. */
  readonly values: readonly (string | number | boolean)[];
}

/** A rule as menus show it: all, or any, of some lines. */
export interface RuleMenu {
  readonly join: 'all' | 'any';
  readonly lines: readonly MenuLine[];
}

/** The rule as menus can show it; null for one that only text can say (groups in groups, sums). */
export function readRuleMenu(rule: string, catalogue: Catalogue): RuleMenu | null {
  let parsed: Expression;
  try {
    parsed = parseExpression(rule);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
  const { root } = parsed;
  const isList = root.kind === 'and' || root.kind === 'or';
  const lines = (isList ? root.parts : [root]).map((part) => lineOf(part, catalogue));
  if (lines.some((line) => line === null)) return null;
  return { join: root.kind === 'or' ? 'any' : 'all', lines: lines as MenuLine[] };
}

function lineOf(node: Node, catalogue: Catalogue): MenuLine | null {
  const line = (signal: Node, operator: MenuLine['operator'], values: readonly Node[]): MenuLine | null =>
    signal.kind === 'signal' && catalogue.has(signal.name) && values.every((value) => literalOf(value) !== null)
      ? { signal: signal.name, operator, values: values.map((value) => literalOf(value)!) }
      : null;
  switch (node.kind) {
    case 'compare':
      return line(node.left, node.operator, [node.right]);
    case 'in':
      return line(node.operand, 'in', node.list);
    case 'signal':
      return line(node, '==', [{ kind: 'boolean', value: true, at: node.at }]);
    case 'not': {
      const { operand } = node;
      if (operand.kind === 'in') return line(operand.operand, 'not in', operand.list);
      return operand.kind === 'signal' ? line(operand, '==', [{ kind: 'boolean', value: false, at: node.at }]) : null;
    }
    case 'call':
      return node.name === 'known' || node.name === 'unknown' ? line(node.args[0]!, node.name, []) : null;
    default:
      return null;
  }
}

function literalOf(node: Node): string | number | boolean | null {
  if (node.kind === 'negate' && node.operand.kind === 'number') return -node.operand.value;
  if (!isLiteral(node)) return null;
  const literal: LiteralNode = node;
  return literal.kind === 'date' ? isoDate(literal.value) : literal.value;
}

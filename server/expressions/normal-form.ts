import { type ClauseOperator, type ComparisonOperator, isLiteral, type LiteralNode, type Node } from './expression.ts';

/**
 * A leaf comparison without "not" around it: the negation has moved into the operator. A threshold written on the
 * left stands on the right. A flag alone is compared with true (or with false under "not").
 */
export interface Leaf {
  readonly kind: 'leaf';
  readonly operator: ClauseOperator;
  readonly left: Node;
  /** What the left side is compared with; null for `in`, which has a list, and for `known` and `unknown`. */
  readonly right: Node | null;
  readonly list: readonly LiteralNode[];
  /** The whole clause with its "not", if it has one. */
  readonly node: Node;
}

/** A condition as "all of" and "any of" leaves; equal to the expression in three-valued logic (De Morgan). */
export type Logic = Leaf | { readonly kind: 'all' | 'any'; readonly parts: readonly Logic[] };

/** Moves every "not" of a condition down to its leaves. `? :` and comparisons of conditions stay leaves as a whole. */
export function normalForm(node: Node, negated = false): Logic {
  switch (node.kind) {
    case 'not':
      return normalForm(node.operand, !negated);
    case 'and':
    case 'or':
      return {
        kind: (node.kind === 'and') === negated ? 'any' : 'all',
        parts: node.parts.map((part) => normalForm(part, negated)),
      };
    case 'compare': {
      const { left, right, operator } = node;
      const literal = left.kind === 'boolean' ? left : right.kind === 'boolean' ? right : undefined;
      if (literal !== undefined) {
        const other = literal === left ? right : left;
        return normalForm(other, negated !== ((operator === '==') !== literal.value));
      }
      return comparisonLeaf(node, negated);
    }
    case 'in':
      return leaf(node, negated, negated ? 'not in' : 'in', node.operand, null, node.list);
    case 'call':
      if ((node.name === 'known' || node.name === 'unknown') && node.args[0]) {
        return leaf(node, negated, (node.name === 'known') === negated ? 'unknown' : 'known', node.args[0], null);
      }
      break;
  }
  return leaf(node, negated, '==', node, { kind: 'boolean', value: !negated, at: node.at });
}

function comparisonLeaf(node: Extract<Node, { kind: 'compare' }>, negated: boolean): Leaf {
  const turned = isLiteral(node.left) && !isLiteral(node.right);
  const operator = turned ? MIRRORED[node.operator] : node.operator;
  const [left, right] = turned ? [node.right, node.left] : [node.left, node.right];
  return leaf(node, negated, negated ? OPPOSITE[operator] : operator, left, right);
}

function leaf(
  node: Node,
  negated: boolean,
  operator: ClauseOperator,
  left: Node,
  right: Node | null,
  list: readonly LiteralNode[] = [],
): Leaf {
  const whole: Node = negated ? { kind: 'not', operand: node, at: node.at } : node;
  return { kind: 'leaf', operator, left, right, list, node: whole };
}

/** The leaves of a condition, left to right. */
export function leavesOf(logic: Logic): Leaf[] {
  return logic.kind === 'leaf' ? [logic] : logic.parts.flatMap(leavesOf);
}

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};
const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};

import type { Catalogue, Unit } from '../../expressions/declaration.ts';
import type { ComparisonOperator, Expression, Node } from '../../expressions/expression.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { printNode } from '../../expressions/print.ts';
import { sentence } from '../../expressions/sentence.ts';
import { unitOf } from '../../expressions/unit-of.ts';
import { problem } from '../../lib/problem.ts';

/** A clause of a condition as one can move it: a comparison of a signal with a number has a threshold, every clause can be left out. */
export interface TunableClause {
  /** Its place among the clauses, from 0, left to right. */
  readonly index: number;
  readonly words: string;
  readonly text: string;
  /** For those with a threshold: canonical name, unit and what it is compared with. */
  readonly signal: string | null;
  readonly unit: Unit;
  readonly operator: ComparisonOperator | null;
  readonly threshold: number | null;
}

/** How a clause is moved. */
export interface ClauseSetting {
  readonly index: number;
  readonly isOn: boolean;
  /** Whether it says which accounts count at all, instead of which are flagged. */
  readonly isCounting?: boolean | undefined;
  readonly threshold?: number | null | undefined;
}

/** The clauses of a condition: everything between "and", "or" and "not", left to right. */
export function tunableClauses(
  expression: Expression,
  catalogue: Catalogue,
  options: { readonly currency: string },
): TunableClause[] {
  return leavesOf(expression.root).map((leaf, index) => {
    const text = printNode(leaf);
    const found = comparison(leaf);
    return {
      index,
      text,
      words: sentence(parseExpression(text), catalogue, options),
      signal: found ? catalogue.get(found.signal)!.name : null,
      unit: found ? unitOf(found.side, catalogue) : 'flag',
      operator: found?.operator ?? null,
      threshold: found?.threshold ?? null,
    };
  });
}

/** The condition that clauses set to say who counts add to eligibility; null when there are none. */
export function countingCondition(expression: Expression, settings: readonly ClauseSetting[]): string | null {
  const leaves = leavesOf(expression.root);
  const texts = settings.flatMap(({ index, isOn, isCounting, threshold }) => {
    const leaf = leaves[index];
    if (!isOn || !isCounting || !leaf) return [];
    return printNode(typeof threshold === 'number' ? withThreshold(leaf, threshold) : leaf);
  });
  return texts.length > 0 ? texts.map((text) => `(${text})`).join(' && ') : null;
}

/** The text of the condition with its clauses moved. A 422 problem when none is left. */
export function tunedCondition(expression: Expression, settings: readonly ClauseSetting[]): string {
  const byIndex = new Map(settings.map((setting) => [setting.index, setting]));
  const root = rewrite(expression.root, { next: 0 }, (leaf, index) => {
    const setting = byIndex.get(index);
    if (setting && (!setting.isOn || setting.isCounting)) return null;
    return typeof setting?.threshold === 'number' ? withThreshold(leaf, setting.threshold) : leaf;
  });
  if (root === null) throw problem(422, 'No condition is left that flags anybody. Leave at least one on.');
  return printNode(root);
}

/** The text of the condition in which one clause is taken to be true, or false, whatever the account. */
export function conditionAssuming(expression: Expression, clause: number, value: boolean): string {
  const root = rewrite(expression.root, { next: 0 }, (leaf, index) =>
    index === clause ? { kind: 'boolean', value, at: leaf.at } : leaf,
  );
  return printNode(root!);
}

function leavesOf(node: Node): Node[] {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.flatMap(leavesOf);
  return node.kind === 'not' ? leavesOf(node.operand) : [node];
}

/** Rebuilds a condition from its leaves; what a leaf becomes null of is left out. */
function rewrite(
  node: Node,
  counter: { next: number },
  change: (leaf: Node, index: number) => Node | null,
): Node | null {
  if (node.kind === 'and' || node.kind === 'or') {
    const parts = node.parts.flatMap((part) => rewrite(part, counter, change) ?? []);
    return parts.length > 1 ? { ...node, parts } : (parts[0] ?? null);
  }
  if (node.kind === 'not') {
    const operand = rewrite(node.operand, counter, change);
    return operand && { ...node, operand };
  }
  return change(node, counter.next++);
}

interface Comparison {
  readonly signal: string;
  readonly side: Node;
  readonly operator: ComparisonOperator;
  readonly threshold: number;
}

const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' } as const;

function comparison(leaf: Node): Comparison | null {
  if (leaf.kind !== 'compare') return null;
  const { left, right, operator } = leaf;
  const [a, b] = [numberIn(left), numberIn(right)];
  if (left.kind === 'signal' && b !== null) return { signal: left.name, side: left, operator, threshold: b };
  if (right.kind === 'signal' && a !== null)
    return { signal: right.name, side: right, operator: MIRRORED[operator], threshold: a };
  return null;
}

function numberIn(node: Node): number | null {
  if (node.kind === 'number') return node.value;
  return node.kind === 'negate' && node.operand.kind === 'number' ? -node.operand.value : null;
}

function withThreshold(leaf: Node, threshold: number): Node {
  if (leaf.kind !== 'compare') return leaf;
  const number = (at: Node): Node => {
    const size: Node = { kind: 'number', value: Math.abs(threshold), at: at.at };
    return threshold < 0 ? { kind: 'negate', operand: size, at: at.at } : size;
  };
  if (numberIn(leaf.right) !== null) return { ...leaf, right: number(leaf.right) };
  return numberIn(leaf.left) !== null ? { ...leaf, left: number(leaf.left) } : leaf;
}

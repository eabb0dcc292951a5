import { canonicalExpression } from './canonical.ts';
import type { Catalogue, Unit } from './declaration.ts';
import { partValue, type ReadSignal, truthOf, type Value } from './evaluate.ts';
import {
  type ClauseOperator,
  type Expression,
  isLiteral,
  type Node,
  type Position,
  signalsBelow,
  startOf,
} from './expression.ts';
import { type Leaf, type Logic, leavesOf, normalForm } from './normal-form.ts';
import { phraseOf } from './phrase.ts';
import { isOrder } from './predicate.ts';
import { printNode } from './print.ts';
import { and, FALSE, or, TRUE, type Truth, UNKNOWN } from './truth.ts';
import { unitOf } from './unit-of.ts';

export type { ClauseOperator } from './expression.ts';
/** A number (dates are epoch days, money minor units), label or flag; null is unknown. */
export type ClauseValue = number | string | boolean | null;

/** One leaf comparison of an expression, positive: "not" has moved into the operator. */
export interface Clause {
  readonly text: string;
  /** Where it begins. */
  readonly position: Position;
  /** The signal as written when the clause compares one signal, else null. */
  readonly signal: string | null;
  /** All signals the clause reads. */
  readonly signals: readonly string[];
  readonly operator: ClauseOperator;
  /** What the signal is compared with when that is written as a plain value or list, else null. */
  readonly threshold: ClauseValue | readonly ClauseValue[];
}

/**
 * One leaf comparison with the values of an account, as kept with a situation (plain JSON).
 *
 * `signal` is the canonical name, or null when the left side is computed; `title` then says the computation.
 * `threshold` is what `value` was compared with; dates are epoch days, money minor units.
 * `distance` is how far `value` is from making the clause true, in its unit: 0 when it is true, null when unknown or not
 * a matter of more or less.
 */
export interface ClauseEvidence {
  readonly text: string;
  readonly signal: string | null;
  readonly title: string;
  readonly unit: Unit;
  readonly operator: ClauseOperator;
  readonly threshold: ClauseValue | readonly ClauseValue[];
  readonly value: ClauseValue;
  readonly truth: Truth;
  readonly distance: number | null;
  /** There where the value itself is unknown, and `value` is what `coalesce` takes instead. */
  readonly isAssumed?: true;
}

/** The leaf comparisons of a condition, left to right. */
export function clausesOf(expression: Expression): Clause[] {
  return leavesOf(normalForm(expression.root)).map((leaf) => ({
    text: printNode(leaf.node),
    position: startOf(leaf.node),
    signal: leaf.left.kind === 'signal' ? leaf.left.name : null,
    signals: signalsBelow([leaf.node]),
    operator: leaf.operator,
    threshold: leaf.left.kind === 'signal' ? thresholdWritten(leaf) : null,
  }));
}

/** Every clause of a condition with the values of one account, left to right; `read` is asked for canonical names. */
export function explain(expression: Expression, read: ReadSignal, catalogue: Catalogue): ClauseEvidence[] {
  const { leaves } = explanationOf(expression, catalogue);
  return leaves.map(({ leaf, frame }) => evidenceOf(leaf, frame, read));
}

/**
 * The clauses that make a true condition true: all below `&&`, and of `||` those branches that are true. Empty when the
 * condition is not true.
 */
export function decisiveClauses(expression: Expression, read: ReadSignal, catalogue: Catalogue): ClauseEvidence[] {
  const { logic, leaves } = explanationOf(expression, catalogue);
  const carrying = new Set(carryingLeaves(logic, read));
  return leaves.filter(({ leaf }) => carrying.has(leaf)).map(({ leaf, frame }) => evidenceOf(leaf, frame, read));
}

function carryingLeaves(logic: Logic, read: ReadSignal): Leaf[] {
  if (truthOfLogic(logic, read) !== TRUE) return [];
  return logic.kind === 'leaf' ? [logic] : logic.parts.flatMap((part) => carryingLeaves(part, read));
}

function truthOfLogic(logic: Logic, read: ReadSignal): Truth {
  if (logic.kind === 'leaf') return truthOf(partValue(logic.node, read));
  const [start, join] = logic.kind === 'all' ? ([TRUE, and] as const) : ([FALSE, or] as const);
  return logic.parts.reduce<Truth>((truth, part) => join(truth, truthOfLogic(part, read)), start);
}

/** What of a clause's evidence does not depend on the account. */
type Frame = Pick<ClauseEvidence, 'text' | 'signal' | 'title' | 'unit' | 'operator'>;

/** What is asked for first where a clause says what to take instead of an unknown value. */
function coalesced({ left }: Leaf): Node | null {
  return left.kind === 'call' && left.name === 'coalesce' ? left.args[0]! : null;
}

interface Explanation {
  readonly catalogue: Catalogue;
  readonly logic: Logic;
  readonly leaves: readonly { readonly leaf: Leaf; readonly frame: Frame }[];
}

const explanations = new WeakMap<Expression, Explanation>();

/** The clauses of an expression with their words, kept for the next account. */
function explanationOf(expression: Expression, catalogue: Catalogue): Explanation {
  const kept = explanations.get(expression);
  if (kept?.catalogue === catalogue) return kept;
  const logic = normalForm(canonicalExpression(expression, catalogue).root);
  const leaves = leavesOf(logic).map((leaf) => ({ leaf, frame: frameOf(leaf, catalogue) }));
  const explanation = { catalogue, logic, leaves };
  explanations.set(expression, explanation);
  return explanation;
}

function frameOf(leaf: Leaf, catalogue: Catalogue): Frame {
  const { left, operator } = leaf;
  return {
    text: printNode(leaf.node),
    signal: left.kind === 'signal' ? left.name : null,
    title: phraseOf(coalesced(leaf) ?? left, catalogue),
    unit: unitOf(left, catalogue),
    operator,
  };
}

function evidenceOf(leaf: Leaf, frame: Frame, read: ReadSignal): ClauseEvidence {
  const value = partValue(leaf.left, read);
  const truth = truthOf(partValue(leaf.node, read));
  const threshold = thresholdWritten(leaf) ?? thresholdComputed(leaf, read);
  const distance = distanceToTrue(truth, leaf.operator, value, threshold);
  const asked = coalesced(leaf);
  const isAssumed = asked !== null && shown(partValue(asked, read)) === null;
  return {
    ...frame,
    threshold,
    value: frame.unit === 'flag' ? flag(value) : shown(value),
    truth,
    distance,
    ...(isAssumed ? { isAssumed } : {}),
  };
}

function thresholdWritten({ right, list }: Leaf): ClauseEvidence['threshold'] {
  if (list.length > 0) return list.map((item) => item.value);
  return right !== null && isLiteral(right) ? right.value : null;
}

function thresholdComputed({ right }: Leaf, read: ReadSignal): ClauseValue {
  return right === null ? null : shown(partValue(right, read));
}

/** A value that JSON can keep: no negative zero, no infinity. */
function shown(value: Value): ClauseValue {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}

function flag(value: Value): ClauseValue {
  return value === null ? null : truthOf(value) === TRUE;
}

function distanceToTrue(
  truth: Truth,
  operator: ClauseOperator,
  value: Value,
  threshold: ClauseEvidence['threshold'],
): number | null {
  if (truth === UNKNOWN) return null;
  if (truth === TRUE) return 0;
  if (typeof value !== 'number' || !(isOrder(operator) || operator === '==' || operator === 'in')) return null;
  const wanted = (Array.isArray(threshold) ? threshold : [threshold]).filter((item) => typeof item === 'number');
  const distance = Math.min(...wanted.map((item) => Math.abs(value - item)));
  // Without the dust of binary fractions: 0.02, not 0.019999999999999962.
  return Number.isFinite(distance) ? Number(distance.toPrecision(12)) : null;
}

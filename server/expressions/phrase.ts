import type { Catalogue, Unit } from './declaration.ts';
import { type ArithmeticNode, type CallNode, isLiteral, type LiteralNode, type Node } from './expression.ts';
import { type FormatOptions, formatValue, percent } from './format-value.ts';
import { type Leaf, type Logic, normalForm } from './normal-form.ts';
import { alternatives, change, criterion, isOrder, verb, wording } from './predicate.ts';
import { commonUnit, unitOf } from './unit-of.ts';

/** A number, date, label or flag of an expression in words: the title of its signal, or the computation. */
export function phraseOf(node: Node, catalogue: Catalogue, options: FormatOptions = {}): string {
  switch (node.kind) {
    case 'signal':
      return catalogue.get(node.name)?.title ?? node.name;
    case 'number':
    case 'text':
    case 'date':
      return literalPhrase(node, unitOf(node, catalogue), options);
    case 'boolean':
      return node.value ? 'always' : 'never';
    case 'negate':
      return `minus ${grouped(node.operand, unitOf(node, catalogue), catalogue, options)}`;
    case 'arithmetic':
      return arithmeticPhrase(node, catalogue, options);
    case 'choose': {
      const condition = conditionPhrase(normalForm(node.condition), catalogue, options);
      const unit = unitOf(node, catalogue);
      const [yes, no] = [node.yes, node.no].map((part) => noun(part, unit, catalogue, options));
      return `${yes} (if ${condition}) or else ${no}`;
    }
    case 'call':
      if (node.name === 'known' || node.name === 'unknown') break;
      return callPhrase(node, catalogue, options);
  }
  return conditionPhrase(normalForm(node), catalogue, options);
}

/** A condition in words: "A and either B or C"; "A, or B and C"; "A, or, where B is unknown, C". */
export function conditionPhrase(logic: Logic, catalogue: Catalogue, options: FormatOptions = {}): string {
  if (logic.kind === 'leaf') return leafPhrase(logic, catalogue, options);
  const sides = sidesOf(logic.kind, logic.parts);
  if (logic.kind === 'any' && sides.some((side) => side.kind !== 'leaf')) {
    const last = sides.length - 1;
    return sides
      .map((part, place) => alternativePhrase(part, place === last, catalogue, options))
      .map((text, place) => (place === 0 ? text : `, or${text.startsWith('where ') ? ', ' : ' '}${text}`))
      .join('');
  }
  // What has alternatives is said last, so that nobody takes the next "and" for a part of it.
  const parts = sides.toSorted((one, other) => depthOf(one) - depthOf(other));
  if (logic.kind === 'any') return alternatives(parts.map((part) => conditionPhrase(part, catalogue, options)));
  const groups = parts.filter((part) => part.kind !== 'leaf');
  const grouped = groups.map((part, place) => {
    const text = conditionPhrase(part, catalogue, options);
    return isGrouped(part) && place < groups.length - 1 ? `(${text})` : `either ${text}`;
  });
  return alternatives([...leafPhrases(parts.filter(isLeaf), catalogue, options), ...grouped], 'and');
}

/** The parts of an "and" or "or", with those of an equal one inside it (as under a "not") beside them. */
function sidesOf(kind: 'all' | 'any', parts: readonly Logic[]): Logic[] {
  return parts.flatMap((part) => (part.kind === kind ? sidesOf(kind, part.parts) : [part]));
}

/** Whether some of its parts are conditions of several. */
function isGrouped(logic: Logic): boolean {
  return logic.kind !== 'leaf' && sidesOf(logic.kind, logic.parts).some((part) => part.kind !== 'leaf');
}

/** 0 for a single condition, 1 for alternatives, 2 for alternatives of which some are several conditions. */
function depthOf(logic: Logic): number {
  return logic.kind === 'leaf' ? 0 : isGrouped(logic) ? 2 : 1;
}

/** One side of an "or" of which some are several conditions: "B and C"; the last of them "where B is unknown, C". */
function alternativePhrase(part: Logic, isLast: boolean, catalogue: Catalogue, options: FormatOptions): string {
  if (part.kind === 'leaf') return leafPhrase(part, catalogue, options);
  const sides = sidesOf(part.kind, part.parts);
  const leaves = sides.filter(isLeaf);
  if (leaves.length < sides.length) return `(${conditionPhrase(part, catalogue, options)})`;
  const [first, ...others] = leafPhrases(leaves, catalogue, options);
  const word = leaves.some(({ list }) => list.length > 1) ? ', and ' : ' and ';
  if (isLast && leaves[0]?.operator === 'unknown') return `where ${first}, ${others.join(word)}`;
  return [first, ...others].join(word);
}

function isLeaf(logic: Logic): logic is Leaf {
  return logic.kind === 'leaf';
}

/** Conditions that all have to hold, each in words; a second bound of the same signal joins the first: "A is 50 or more and fewer than 250". */
function leafPhrases(leaves: readonly Leaf[], catalogue: Catalogue, options: FormatOptions): string[] {
  const phrases: string[] = [];
  for (const [place, leaf] of leaves.entries()) {
    const signal = boundSignal(leaf, catalogue);
    const before = leaves[place - 1];
    if (signal !== null && before && leaf.right && isLiteral(leaf.right) && boundSignal(before, catalogue) === signal) {
      const title = phraseOf(leaf.left, catalogue, options);
      const bound = criterion(leaf.operator, leaf.right.value, unitOf(leaf.left, catalogue), title, options);
      phrases[phrases.length - 1] += ` and ${bound}`;
    } else {
      phrases.push(leafPhrase(leaf, catalogue, options));
    }
  }
  return phrases;
}

/** The signal that a condition bounds above or below by a value; null for a change, which is said with "fell" and "rose". */
function boundSignal({ left, right, operator }: Leaf, catalogue: Catalogue): string | null {
  const isBound = left.kind === 'signal' && right !== null && isLiteral(right) && isOrder(operator);
  return isBound && unitOf(left, catalogue) !== 'ratio' ? left.name : null;
}

function leafPhrase(leaf: Leaf, catalogue: Catalogue, options: FormatOptions): string {
  const assumed = assumedNumber(leaf);
  if (assumed) {
    const phrase = leafPhrase({ ...leaf, left: assumed.asked }, catalogue, options);
    return assumed.isEnough ? `${phrase} or unknown` : phrase;
  }
  const { left, right, list, operator } = leaf;
  const unit = unitOf(left, catalogue);
  const title = phraseOf(left, catalogue, options);
  if (right?.kind === 'boolean') return flagPhrase(left, right.value, title);
  if (right?.kind === 'number' && unit === 'ratio' && left.kind === 'signal') {
    return `${title} ${ratioVerb(operator, right.value)}`;
  }
  const subject = right === null && unit === 'flag' ? `whether ${title}` : noun(left, unit, catalogue, options);
  if (right !== null && !isLiteral(right)) {
    const other = noun(right, unit, catalogue, options);
    if (unit === 'flag') return `${subject} just when ${operator === '!=' ? 'it is not so that ' : ''}${other}`;
    return `${subject} ${verb(subject, unit)} ${wording(operator, other, unit)}`;
  }
  const threshold = list.length > 0 ? list.map((item) => item.value) : (right?.value ?? null);
  return `${subject} ${verb(subject, unit)} ${criterion(operator, threshold, unit, subject, options)}`;
}

/** What is compared with a number where the condition takes another one for an unknown value, and whether that one is enough for it. */
function assumedNumber({ left, right, operator }: Leaf): { readonly asked: Node; readonly isEnough: boolean } | null {
  if (left.kind !== 'call' || left.name !== 'coalesce' || left.args.length !== 2 || right?.kind !== 'number')
    return null;
  const [asked, instead] = left.args;
  if (instead?.kind !== 'number') return null;
  return { asked: asked!, isEnough: holds(instead.value, operator, right.value) };
}

function holds(value: number, operator: Leaf['operator'], threshold: number): boolean {
  if (operator === '<') return value < threshold;
  if (operator === '<=') return value <= threshold;
  if (operator === '>') return value > threshold;
  if (operator === '>=') return value >= threshold;
  return (value === threshold) === (operator === '==');
}

function flagPhrase(left: Node, wanted: boolean, title: string): string {
  if (left.kind === 'boolean') return left.value === wanted ? 'always' : 'never';
  return wanted ? title : `it is not so that ${title}`;
}

function ratioVerb(operator: Leaf['operator'], threshold: number): string {
  if (isOrder(operator)) return change(operator, threshold).verb;
  if (threshold === 0) return operator === '==' ? 'did not change' : 'changed';
  const size = percent(Math.abs(threshold), { exact: true });
  if (operator === '==') return `${threshold < 0 ? 'fell' : 'rose'} by exactly ${size}`;
  return `did not ${threshold < 0 ? 'fall' : 'rise'} by exactly ${size}`;
}

function arithmeticPhrase(node: ArithmeticNode, catalogue: Catalogue, options: FormatOptions): string {
  const additive = node.operator === '+' || node.operator === '-';
  const unit = additive ? addedUnit(node, catalogue) : 'count';
  const sides = [node.left, node.right].map((side) => grouped(side, unit, catalogue, options));
  return sides.join(` ${ARITHMETIC_WORDS[node.operator]} `);
}

const ARITHMETIC_WORDS = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' } as const;

/** In which unit a plain number is added: days to a date, else that of the other side. */
function addedUnit(node: ArithmeticNode, catalogue: Catalogue): Unit {
  const unit = commonUnit([node.left, node.right], catalogue);
  return unit === 'date' ? 'days' : unit;
}

function callPhrase(node: CallNode, catalogue: Catalogue, options: FormatOptions): string {
  const unit = commonUnit(node.args, catalogue);
  const items = node.args.map((argument) => noun(argument, unit, catalogue, options));
  switch (node.name) {
    case 'abs':
      return `the size of ${items[0]}`;
    case 'coalesce':
      return `${items[0]} (${items[1]} when unknown)`;
    case 'min':
      return `the least of ${alternatives(items, 'and')}`;
    default:
      return `the greatest of ${alternatives(items, 'and')}`;
  }
}

/** As `noun`, in brackets when it is itself a computation. */
function grouped(node: Node, unit: Unit, catalogue: Catalogue, options: FormatOptions): string {
  const text = noun(node, unit, catalogue, options);
  return node.kind === 'arithmetic' || node.kind === 'choose' ? `(${text})` : text;
}

/** As `phraseOf` where no verb says the change, and with plain numbers in the unit of what stands beside them. */
function noun(node: Node, unit: Unit, catalogue: Catalogue, options: FormatOptions): string {
  if (node.kind === 'number') return literalPhrase(node, unit, options);
  const phrase = phraseOf(node, catalogue, options);
  return node.kind === 'signal' && unitOf(node, catalogue) === 'ratio' ? `the change in ${phrase}` : phrase;
}

function literalPhrase(node: LiteralNode, unit: Unit, options: FormatOptions): string {
  return formatValue(node.value, unit, { ...options, exact: true });
}

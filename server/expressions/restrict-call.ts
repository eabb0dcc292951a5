import { epochDay } from '../lib/days.ts';
import {
  type ArithmeticOperator,
  type ComparisonOperator,
  type FunctionName,
  isLiteral,
  type LiteralNode,
  type Node,
} from './expression.ts';
import { nearestName } from './nearest-name.ts';
import type { CelNode, Restriction } from './restrict.ts';

type CelCall = Extract<CelNode['exprKind'], { case: 'callExpr' }>['value'];

const COMPARISONS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['_<_', '<'],
  ['_<=_', '<='],
  ['_>_', '>'],
  ['_>=_', '>='],
  ['_==_', '=='],
  ['_!=_', '!='],
]);
const ARITHMETIC: ReadonlyMap<string, ArithmeticOperator> = new Map([
  ['_+_', '+'],
  ['_-_', '-'],
  ['_*_', '*'],
  ['_/_', '/'],
]);
const FUNCTIONS = ['known', 'unknown', 'abs', 'min', 'max', 'coalesce', 'date'];

/** Operators and functions of our language; `here` places, visits and refuses. Throws `ExpressionError`. */
export function restrictCall(call: CelCall, here: Restriction): Node {
  const { at } = here;
  if (call.target !== undefined) {
    here.refuse(
      `Values have no functions: "${call.function}" cannot be called with a dot.`,
      functionsMend(call.function),
    );
  }
  const [first, second, third] = call.args;
  const comparison = COMPARISONS.get(call.function);
  const arithmetic = ARITHMETIC.get(call.function);
  if (comparison && first && second) {
    return { kind: 'compare', operator: comparison, left: here.child(first), right: here.child(second), at };
  }
  if (arithmetic && first && second) {
    return { kind: 'arithmetic', operator: arithmetic, left: here.child(first), right: here.child(second), at };
  }
  if (call.function === '_&&_' || call.function === '_||_') {
    return logic(call.function === '_&&_' ? 'and' : 'or', chain(call), here);
  }
  if (call.function === '!_' && first) return { kind: 'not', operand: here.child(first), at };
  if (call.function === '-_' && first) return negation(here.child(first), here);
  if (call.function === '_?_:_' && first && second && third) {
    return { kind: 'choose', condition: here.child(first), yes: here.child(second), no: here.child(third), at };
  }
  if (call.function === '@in' && first && second) {
    return { kind: 'in', operand: here.child(first), list: list(second, here), at };
  }
  if (call.function === '_%_') return here.refuse('"%" is not part of expressions.', 'Write 0.3 for 30 %.');
  if (call.function === '_[_]') return here.refuse('Signals have no elements.', 'Remove the square brackets.');
  return namedFunction(call, here);
}

/** The parts of a chain of the same operator, which the parser hands over as a balanced tree, in the order written. */
function chain(call: CelCall): CelNode[] {
  return call.args.flatMap((part) => {
    const kind = part.exprKind;
    return kind.case === 'callExpr' && kind.value.function === call.function ? chain(kind.value) : [part];
  });
}

function logic(kind: 'and' | 'or', parts: readonly CelNode[], here: Restriction): Node {
  return { kind, parts: parts.map((part) => here.child(part)), at: here.at };
}

function negation(operand: Node, here: Restriction): Node {
  if (operand.kind !== 'number') return { kind: 'negate', operand, at: here.at };
  return { kind: 'number', value: operand.value === 0 ? 0 : -operand.value, at: here.at };
}

function list(node: CelNode, here: Restriction): LiteralNode[] {
  if (node.exprKind.case !== 'listExpr' || node.exprKind.value.elements.length === 0) {
    return here.refuse('"in" needs a list of values.', "Write account.stage in ['adoption', 'renewal'].");
  }
  return node.exprKind.value.elements.map((element) => {
    const item = here.child(element);
    return isLiteral(item)
      ? item
      : here.refuse('A list holds only plain values.', "Write numbers, texts or date('…').");
  });
}

function namedFunction(call: CelCall, here: Restriction): Node {
  const { function: name } = call;
  if (name === 'date') return date(call, here);
  if (!isFunctionName(name)) {
    return here.refuse(`There is no function "${name}".`, functionsMend(name));
  }
  const args = call.args.map((argument) => here.child(argument));
  const [first, second] = args;
  const fits =
    name === 'known' || name === 'unknown'
      ? args.length === 1 && first?.kind === 'signal'
      : name === 'abs'
        ? args.length === 1
        : name === 'coalesce'
          ? args.length === 2 && first?.kind === 'signal' && second !== undefined && isLiteral(second)
          : args.length >= 2;
  if (!fits) return here.refuse(`${name}(…) is not used like this.`, USAGE[name]);
  return { kind: 'call', name, args, at: here.at };
}

const USAGE: Readonly<Record<FunctionName, string>> = {
  known: 'Put one signal into it: known(health.score).',
  unknown: 'Put one signal into it: unknown(health.score).',
  abs: 'Put one number into it: abs(health.change_28d).',
  min: 'Put two or more numbers into it: min(usage.users_7d, usage.users_28d).',
  max: 'Put two or more numbers into it: max(usage.users_7d, usage.users_28d).',
  coalesce: 'Put a signal and the plain value for "unknown" into it: coalesce(support.open, 0).',
};

function date(call: CelCall, here: Restriction): Node {
  const [argument] = call.args;
  const text = call.args.length === 1 && argument ? here.child(argument) : undefined;
  const mend = "Write the day as date('2026-03-31').";
  if (text?.kind !== 'text') return here.refuse('date(…) needs a day in quotes.', mend);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.value)) return here.refuse(`"${text.value}" is not a day.`, mend);
  try {
    return { kind: 'date', value: epochDay(text.value), at: here.at };
  } catch {
    return here.refuse(`There is no day ${text.value}.`, mend);
  }
}

function functionsMend(name: string): string {
  const nearest = nearestName(name, FUNCTIONS);
  return nearest === undefined ? `The functions are ${FUNCTIONS.join(', ')}.` : `Did you mean ${nearest}(…)?`;
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(USAGE, name);
}

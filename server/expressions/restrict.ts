import type { parse } from '@bufbuild/cel';
import type { LiteralNode, Node, Position } from './expression.ts';
import { ExpressionError } from './expression-error.ts';
import { restrictCall } from './restrict-call.ts';

type Parsed = ReturnType<typeof parse>;
export type CelNode = Parsed['expr'];
type CelConstant = Extract<CelNode['exprKind'], { case: 'constExpr' }>['value'];

const MOST_NODES = 200;
const DEEPEST = 40;
/** Names that mean something to every JavaScript object: refused, so that no reader of values can be led astray. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** What the rules need at a node: its place, its children (one level deeper) and how to refuse it. */
export interface Restriction {
  readonly at: Position;
  child(node: CelNode): Node;
  refuse(message: string, mend: string): never;
}

/**
 * Turns the syntax tree of the CEL parser into our own, node by node, refusing everything that is not in our language.
 * `place` gives the position for an offset. Throws `ExpressionError`.
 */
export function restrict(parsed: Parsed, place: (offset: number) => Position): Node {
  const offsets: Readonly<Record<string, number>> = parsed.sourceInfo?.positions ?? {};
  let nodes = 0;

  function visit(node: CelNode, depth: number): Node {
    const at = place(offsets[node.id.toString()] ?? 0);
    const refuse = (message: string, mend: string): never => {
      throw new ExpressionError(message, at, mend);
    };
    if (depth > DEEPEST) refuse(`The expression is nested more than ${DEEPEST} levels deep.`, 'Split it into several.');
    nodes += 1;
    if (nodes > MOST_NODES) refuse(`The expression has more than ${MOST_NODES} parts.`, 'Split it into several.');

    const kind = node.exprKind;
    switch (kind.case) {
      case 'constExpr':
        return literal(kind.value, at, refuse);
      case 'identExpr':
      case 'selectExpr':
        return signal(node);
      case 'callExpr':
        return restrictCall(kind.value, { at, refuse, child: (inner) => visit(inner, depth + 1) });
      case 'listExpr':
        return refuse('A list can only stand after "in".', "Write account.stage in ['adoption', 'renewal'].");
      case 'comprehensionExpr':
        return refuse('Loops over lists (all, exists, map, filter) are not part of expressions.', 'Name each signal.');
      default:
        return refuse(
          'Maps and messages are not part of expressions.',
          'Compare signals with numbers, texts or dates.',
        );
    }
  }

  function signal(node: CelNode): Node {
    const segments: string[] = [];
    let step = node;
    for (;;) {
      const at = place(offsets[step.id.toString()] ?? 0);
      const kind = step.exprKind;
      if (kind.case === 'identExpr') {
        const name = [kind.value.name, ...segments].join('.');
        const refused = [kind.value.name, ...segments].find((segment) => FORBIDDEN_NAMES.has(segment));
        if (refused !== undefined) {
          throw new ExpressionError(`"${name}" cannot be the name of a signal.`, at, 'Name a signal of the catalogue.');
        }
        return { kind: 'signal', name, at };
      }
      if (kind.case !== 'selectExpr' || kind.value.operand === undefined) {
        throw new ExpressionError(
          'Only names have parts; values have none.',
          at,
          'Remove the dot and what follows it.',
        );
      }
      if (kind.value.testOnly) {
        throw new ExpressionError('has(…) is not part of expressions.', at, 'Write known(…).');
      }
      segments.unshift(kind.value.field);
      step = kind.value.operand;
    }
  }

  return visit(parsed.expr, 1);
}

function literal(constant: CelConstant, at: Position, refuse: Restriction['refuse']): LiteralNode {
  const kind = constant.constantKind;
  switch (kind.case) {
    case 'int64Value':
    case 'doubleValue': {
      const value = Number(kind.value);
      if (!Number.isFinite(value) || (kind.case === 'int64Value' && !Number.isSafeInteger(value))) {
        return refuse('This number is too large.', `Use whole numbers up to ${Number.MAX_SAFE_INTEGER}.`);
      }
      return { kind: 'number', value: value === 0 ? 0 : value, at };
    }
    case 'stringValue':
      return { kind: 'text', value: kind.value, at };
    case 'boolValue':
      return { kind: 'boolean', value: kind.value, at };
    case 'nullValue':
      return refuse('null is not part of expressions.', 'Write unknown(…) or known(…) around the signal.');
    case 'uint64Value':
      return refuse('Numbers take no suffix.', 'Remove the "u".');
    default:
      return refuse('Only numbers, texts, true, false and dates can be written.', "Write 5, 0.3, 'adoption' or true.");
  }
}

import type { Catalogue, Unit } from './declaration.ts';
import { isLiteral, type Node } from './expression.ts';

/** The unit in which a part of an expression is said; `flag` for conditions. */
export function unitOf(node: Node, catalogue: Catalogue): Unit {
  switch (node.kind) {
    case 'signal':
      return catalogue.get(node.name)?.unit ?? 'count';
    case 'negate':
      return unitOf(node.operand, catalogue);
    case 'choose':
      return commonUnit([node.yes, node.no], catalogue);
    case 'text':
      return 'label';
    case 'date':
      return 'date';
    case 'number':
      return 'count';
    case 'arithmetic':
      return arithmeticUnit(node, catalogue);
    case 'call': {
      if (node.name === 'known' || node.name === 'unknown') return 'flag';
      const unit = commonUnit(node.args, catalogue);
      return node.name === 'abs' && unit === 'ratio' ? 'share' : unit;
    }
    default:
      return 'flag';
  }
}

/** The unit of the first of several parts that is not a plain value. */
export function commonUnit(nodes: readonly Node[], catalogue: Catalogue): Unit {
  const first = nodes.find((node) => !isLiteral(node)) ?? nodes[0];
  return first === undefined ? 'count' : unitOf(first, catalogue);
}

function arithmeticUnit(node: Extract<Node, { kind: 'arithmetic' }>, catalogue: Catalogue): Unit {
  const { left, right, operator } = node;
  const [leftUnit, rightUnit] = [unitOf(left, catalogue), unitOf(right, catalogue)];
  if (operator === '+' || operator === '-') {
    if (leftUnit === 'date' || rightUnit === 'date') return leftUnit === rightUnit ? 'days' : 'date';
    if (left.kind === 'number') return rightUnit;
    return right.kind === 'number' || leftUnit === rightUnit ? leftUnit : 'count';
  }
  if (right.kind === 'number') return leftUnit;
  return left.kind === 'number' && operator === '*' ? rightUnit : 'count';
}

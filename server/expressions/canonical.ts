import type { Catalogue } from './declaration.ts';
import type { Expression, LiteralNode, Node } from './expression.ts';

/** The same expression with every alias replaced by the name under which values are kept (`declaration.name`). */
export function canonicalExpression(expression: Expression, catalogue: Catalogue): Expression {
  return { text: expression.text, root: rename(expression.root, catalogue) };
}

function rename<N extends Node>(node: N, catalogue: Catalogue): N;
function rename(node: Node, catalogue: Catalogue): Node {
  const inner = (child: Node) => rename(child, catalogue);
  switch (node.kind) {
    case 'signal':
      return { ...node, name: catalogue.get(node.name)?.name ?? node.name };
    case 'compare':
    case 'arithmetic':
      return { ...node, left: inner(node.left), right: inner(node.right) };
    case 'negate':
    case 'not':
      return { ...node, operand: inner(node.operand) };
    case 'and':
    case 'or':
      return { ...node, parts: node.parts.map(inner) };
    case 'choose':
      return { ...node, condition: inner(node.condition), yes: inner(node.yes), no: inner(node.no) };
    case 'in':
      return { ...node, operand: inner(node.operand) };
    case 'call':
      return { ...node, args: node.args.map(inner) };
    default:
      return node satisfies LiteralNode;
  }
}

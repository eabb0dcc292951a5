/** Where something stands in the text: `line` and `column` count from 1, `offset` from 0, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
/** What a clause asks of its left side; `known` and `unknown` have no right side. */
export type ClauseOperator = ComparisonOperator | 'in' | 'not in' | 'known' | 'unknown';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type FunctionName = 'known' | 'unknown' | 'abs' | 'min' | 'max' | 'coalesce';

interface Placed {
  readonly at: Position;
}

export type NumberNode = Placed & { readonly kind: 'number'; readonly value: number };
export type TextNode = Placed & { readonly kind: 'text'; readonly value: string };
export type BooleanNode = Placed & { readonly kind: 'boolean'; readonly value: boolean };
/** `date('2026-03-01')`; `value` in epoch days. */
export type DateNode = Placed & { readonly kind: 'date'; readonly value: number };
export type LiteralNode = NumberNode | TextNode | BooleanNode | DateNode;
export type SignalNode = Placed & { readonly kind: 'signal'; readonly name: string };
export type CompareNode = Placed & {
  readonly kind: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: Node;
  readonly right: Node;
};
export type ArithmeticNode = Placed & {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Node;
  readonly right: Node;
};
export type NegateNode = Placed & { readonly kind: 'negate'; readonly operand: Node };
/** `&&` and `||` chains, flattened, in the order written. */
export type LogicNode = Placed & { readonly kind: 'and' | 'or'; readonly parts: readonly Node[] };
export type NotNode = Placed & { readonly kind: 'not'; readonly operand: Node };
export type ChooseNode = Placed & {
  readonly kind: 'choose';
  readonly condition: Node;
  readonly yes: Node;
  readonly no: Node;
};
export type InNode = Placed & { readonly kind: 'in'; readonly operand: Node; readonly list: readonly LiteralNode[] };
export type CallNode = Placed & { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Node[] };

/** The whole language of expressions: nothing outside these shapes is ever evaluated. */
export type Node =
  | LiteralNode
  | SignalNode
  | CompareNode
  | ArithmeticNode
  | NegateNode
  | LogicNode
  | NotNode
  | ChooseNode
  | InNode
  | CallNode;

/** A parsed expression: the text as written and its meaning. */
export interface Expression {
  readonly text: string;
  readonly root: Node;
}

/** The parts directly below a part of an expression, left to right. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'compare':
    case 'arithmetic':
      return [node.left, node.right];
    case 'negate':
    case 'not':
      return [node.operand];
    case 'and':
    case 'or':
      return node.parts;
    case 'choose':
      return [node.condition, node.yes, node.no];
    case 'in':
      return [node.operand, ...node.list];
    case 'call':
      return node.args;
    default:
      return [];
  }
}

/** The names of the signals in some parts, each once, left to right. */
export function signalsBelow(nodes: readonly Node[], names = new Set<string>()): string[] {
  for (const node of nodes) {
    if (node.kind === 'signal') names.add(node.name);
    signalsBelow(childrenOf(node), names);
  }
  return [...names];
}

/** Where a part begins: operators stand at their sign, behind their left side. */
export function startOf(node: Node): Position {
  return childrenOf(node)
    .map(startOf)
    .reduce((first, at) => (at.offset < first.offset ? at : first), node.at);
}

/** Whether a part is a plain value. */
export function isLiteral(node: Node): node is LiteralNode {
  return node.kind === 'number' || node.kind === 'text' || node.kind === 'boolean' || node.kind === 'date';
}

/** Where something stands in the text: `line` and `column` count from 1, `offset` from 0, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
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

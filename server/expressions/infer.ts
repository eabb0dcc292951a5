import type { Catalogue, SignalType } from './declaration.ts';
import type { ArithmeticNode, CallNode, CompareNode, InNode, LiteralNode, Node, Position } from './expression.ts';
import { nearestName } from './nearest-name.ts';

/** The types of the parts of an expression, as far as they fit together; `report` is told what does not. */
export type Kinds = ReadonlyMap<Node, SignalType>;
export type Report = (message: string, position: Position, mend: string) => void;

/** Infers the type of every part below `root`; a part that has none is missing from the result and reported once. */
export function inferKinds(root: Node, catalogue: Catalogue, report: Report): Kinds {
  const kinds = new Map<Node, SignalType>();

  function infer(node: Node): SignalType | undefined {
    const kind = inferNode(node);
    if (kind !== undefined) kinds.set(node, kind);
    return kind;
  }

  function inferNode(node: Node): SignalType | undefined {
    switch (node.kind) {
      case 'signal':
        return signal(node.name, node.at);
      case 'number':
      case 'boolean':
      case 'date':
        return node.kind;
      case 'text':
        return 'label';
      case 'negate':
        return need(node.operand, 'number', 'A minus sign needs a number.');
      case 'not':
        return condition(node.operand);
      case 'and':
      case 'or':
        for (const part of node.parts) condition(part);
        return 'boolean';
      case 'choose':
        condition(node.condition);
        return same([node.yes, node.no], 'Both results of "? :" must be of one kind.', node.at);
      case 'arithmetic':
        return arithmetic(node);
      case 'compare':
        compare(node);
        return 'boolean';
      case 'in':
        membership(node);
        return 'boolean';
      case 'call':
        return call(node);
    }
  }

  function signal(name: string, at: Position): SignalType | undefined {
    const declaration = catalogue.get(name);
    if (declaration !== undefined) return declaration.type;
    const nearest = nearestName(name, catalogue.keys());
    const mend = nearest === undefined ? 'Look the name up in the list of signals.' : `Did you mean ${nearest}?`;
    report(`There is no signal "${name}".`, at, mend);
    return undefined;
  }

  function need(node: Node, wanted: SignalType, message: string): SignalType {
    const kind = infer(node);
    if (kind !== undefined && kind !== wanted) report(message, node.at, `This is ${NOUNS[kind]}.`);
    return wanted;
  }

  function condition(node: Node): SignalType {
    const kind = infer(node);
    if (kind !== undefined && kind !== 'boolean') {
      report(`A condition is needed, but this is ${NOUNS[kind]}.`, node.at, `Compare it: ${EXAMPLES[kind]}.`);
    }
    return 'boolean';
  }

  function same(nodes: readonly Node[], message: string, at: Position): SignalType | undefined {
    const found = nodes.map(infer);
    const [first] = found;
    if (first === undefined || found.includes(undefined)) return undefined;
    if (first === 'label' || found.some((kind) => kind !== first)) {
      report(message, at, `They are ${found.map((kind) => NOUNS[kind ?? first]).join(' and ')}.`);
      return undefined;
    }
    return first;
  }

  function arithmetic(node: ArithmeticNode): SignalType | undefined {
    const [left, right] = [infer(node.left), infer(node.right)];
    if (left === undefined || right === undefined) return undefined;
    const result = ARITHMETIC.get(`${left}${node.operator}${right}`);
    if (result === undefined) {
      const message = `${NOUNS[left]} and ${NOUNS[right]} cannot be joined by "${node.operator}".`;
      report(
        capital(message),
        node.at,
        'Calculate with numbers; dates can be subtracted, or moved by a number of days.',
      );
    }
    return result;
  }

  function compare(node: CompareNode): void {
    const [left, right] = [infer(node.left), infer(node.right)];
    if (left === undefined || right === undefined) return;
    if (left !== right) mismatch(node, left, right);
    else if (left === 'label') compareLabels(node);
    else if (left === 'boolean' && node.operator !== '==' && node.operator !== '!=') {
      report(`Yes and no have no order: "${node.operator}" does not compare them.`, node.at, 'Write == or !=.');
    }
  }

  function compareLabels(node: CompareNode): void {
    const texts = [node.left, node.right].filter((side) => side.kind === 'text').length;
    if (texts !== 1) {
      report('A label is compared with a text in quotes.', node.at, `Write it as ${EXAMPLES.label}.`);
    } else if (node.operator !== '==' && node.operator !== '!=') {
      report(
        `Labels have no order: "${node.operator}" does not compare them.`,
        node.at,
        "Write ==, != or in ['…', '…'].",
      );
    }
  }

  function mismatch(node: CompareNode, left: SignalType, right: SignalType): void {
    const text = [node.left, node.right].find((side) => side.kind === 'text');
    const other = left === 'label' ? right : left;
    let mend = `Compare like with like: ${EXAMPLES[left]}.`;
    if (text?.kind === 'text' && other === 'date') mend = `Write date('${text.value}') for a day.`;
    else if (node.left.kind === 'compare') mend = 'Write two comparisons joined by &&: 0 < arr && arr < 5000.';
    else if (text?.kind === 'text' && other === 'number') mend = `Write a number without quotes: ${EXAMPLES.number}.`;
    report(`${capital(NOUNS[left])} is compared with ${NOUNS[right]}.`, node.at, mend);
  }

  function membership(node: InNode): void {
    const kind = infer(node.operand);
    if (kind === undefined) return;
    if (node.operand.kind === 'text') {
      report('A label stands before "in".', node.operand.at, "Write account.stage in ['adoption', 'renewal'].");
    }
    for (const item of node.list) {
      const itemKind = literalKind(item);
      kinds.set(item, itemKind);
      if (itemKind !== kind) {
        report(`The list holds ${NOUNS[itemKind]} where ${NOUNS[kind]} is needed.`, item.at, 'Compare like with like.');
      }
    }
  }

  function call(node: CallNode): SignalType | undefined {
    const [first, second] = node.args;
    switch (node.name) {
      case 'known':
      case 'unknown':
        for (const argument of node.args) infer(argument);
        return 'boolean';
      case 'abs':
        return first && need(first, 'number', 'abs(…) needs a number.');
      case 'coalesce': {
        const [kind, fallback] = [first && infer(first), second && infer(second)];
        if (kind !== undefined && fallback !== undefined && kind !== fallback) {
          report(`The value for "unknown" is ${NOUNS[fallback]}, the signal ${NOUNS[kind]}.`, node.at, 'Use one kind.');
        }
        return kind;
      }
      default:
        return extreme(node);
    }
  }

  function extreme(node: CallNode): SignalType | undefined {
    const kind = same(node.args, `${node.name}(…) needs numbers, or dates.`, node.at);
    if (kind !== 'boolean') return kind;
    report(`${node.name}(…) needs numbers, or dates.`, node.at, 'Join conditions with && or ||.');
    return undefined;
  }

  infer(root);
  return kinds;
}

function literalKind(node: LiteralNode): SignalType {
  return node.kind === 'text' ? 'label' : node.kind;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const NOUNS: Readonly<Record<SignalType, string>> = {
  number: 'a number',
  date: 'a date',
  label: 'a text',
  boolean: 'a yes or no',
};
const EXAMPLES: Readonly<Record<SignalType, string>> = {
  number: 'health.score < 60',
  date: "renewal.date < date('2026-03-31')",
  label: "account.stage == 'adoption'",
  boolean: 'champion.left == true',
};
const ARITHMETIC: ReadonlyMap<string, SignalType> = new Map([
  ['number+number', 'number'],
  ['number-number', 'number'],
  ['number*number', 'number'],
  ['number/number', 'number'],
  ['date-date', 'number'],
  ['date+number', 'date'],
  ['number+date', 'date'],
  ['date-number', 'date'],
]);

import type { CompareNode, Expression, Node } from './expression.ts';
import { and, FALSE, not, or, TRUE, type Truth, UNKNOWN } from './truth.ts';

/**
 * Gives the value of a signal for one account: numbers, dates as epoch days, labels as texts, flags as booleans (or
 * 0 and 1); null or NaN when unknown.
 */
export type ReadSignal = (signal: string) => number | string | boolean | null;

/** A value while computing: booleans are 0 and 1, null is unknown. */
export type Value = number | string | null;
type Closure = (read: ReadSignal) => Value;
type Condition = (read: ReadSignal) => Truth;

export interface Evaluation {
  /** Number, text or boolean; null when unknown. Dates are epoch days. */
  readonly value: number | string | boolean | null;
  /** Of a condition, its truth; of a number, whether it is known and not zero. */
  readonly truth: Truth;
}

/**
 * Evaluates an expression for one account. Comparisons with unknown are unknown, `&&`, `||` and `!` follow Kleene's
 * three-valued logic, arithmetic with unknown and division by zero are unknown. Signals are read by the names written;
 * see `canonical.ts` for aliases.
 */
export function evaluate(expression: Expression, read: ReadSignal): Evaluation {
  const { root } = expression;
  const value = partValue(root, read);
  const truth = truthOf(value);
  if (value === null) return { value, truth };
  if (root.kind === 'signal') return { value: read(root.name), truth };
  return { value: isCondition(root) ? truth === TRUE : value, truth };
}

/** The value of any part of an expression, as `evaluate`. */
export function partValue(node: Node, read: ReadSignal): Value {
  let closure = closures.get(node);
  if (closure === undefined) {
    closure = close(node);
    closures.set(node, closure);
  }
  return closure(read);
}

/** The truth of a value: null is unknown, zero and the empty text are false. */
export function truthOf(value: Value): Truth {
  return value === null ? UNKNOWN : value ? TRUE : FALSE;
}

const closures = new WeakMap<Node, Closure>();

function isCondition(node: Node): boolean {
  if (node.kind === 'choose') return isCondition(node.yes);
  if (node.kind === 'call') return node.name === 'known' || node.name === 'unknown';
  return ['boolean', 'compare', 'in', 'and', 'or', 'not'].includes(node.kind);
}

function close(node: Node): Closure {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'date':
      return () => node.value;
    case 'boolean': {
      const value = Number(node.value);
      return () => value;
    }
    case 'signal':
      return (read) => known(read(node.name));
    case 'negate':
      return numeric([node.operand], ([a]) => -(a ?? Number.NaN));
    case 'arithmetic':
      return numeric([node.left, node.right], ([a = Number.NaN, b = Number.NaN]) => ARITHMETIC[node.operator](a, b));
    case 'choose': {
      const condition = closeCondition(node.condition);
      const [yes, no] = [close(node.yes), close(node.no)];
      return (read) => {
        const truth = condition(read);
        return truth === UNKNOWN ? null : truth === TRUE ? yes(read) : no(read);
      };
    }
    case 'call':
      return call(node.name, node.args);
    case 'compare':
      return comparison(node);
    case 'in': {
      const operand = close(node.operand);
      const list = new Set<Value>(node.list.map((item) => known(item.value)));
      return (read) => {
        const value = operand(read);
        return value === null ? null : Number(list.has(value));
      };
    }
    default: {
      const condition = closeCondition(node);
      return (read) => {
        const truth = condition(read);
        return truth === UNKNOWN ? null : truth;
      };
    }
  }
}

function closeCondition(node: Node): Condition {
  if (node.kind === 'not') {
    const operand = closeCondition(node.operand);
    return (read) => not(operand(read));
  }
  if (node.kind === 'and' || node.kind === 'or') {
    const parts = node.parts.map(closeCondition);
    const [start, join] = node.kind === 'and' ? ([TRUE, and] as const) : ([FALSE, or] as const);
    return (read) => parts.reduce<Truth>((truth, part) => join(truth, part(read)), start);
  }
  const value = close(node);
  return (read) => truthOf(value(read));
}

function call(name: string, args: readonly Node[]): Closure {
  const [first = () => null, second = () => null] = args.map(close);
  switch (name) {
    case 'known':
      return (read) => Number(first(read) !== null);
    case 'unknown':
      return (read) => Number(first(read) === null);
    case 'coalesce':
      return (read) => first(read) ?? second(read);
    case 'abs':
      return numeric(args, ([a = Number.NaN]) => Math.abs(a));
    case 'min':
      return numeric(args, (values) => Math.min(...values));
    default:
      return numeric(args, (values) => Math.max(...values));
  }
}

const ARITHMETIC = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => (b === 0 ? Number.NaN : a / b),
};

/** A computation over numbers: unknown as soon as one of them is. */
function numeric(args: readonly Node[], compute: (values: readonly number[]) => number): Closure {
  const parts = args.map(close);
  return (read) => {
    const values: number[] = [];
    for (const part of parts) {
      const value = part(read);
      if (typeof value !== 'number') return null;
      values.push(value);
    }
    return known(compute(values));
  };
}

function comparison(node: CompareNode): Closure {
  const [left, right] = [close(node.left), close(node.right)];
  const holds = COMPARISONS[node.operator];
  const ordered = node.operator !== '==' && node.operator !== '!=';
  return (read) => {
    const [a, b] = [left(read), right(read)];
    if (a === null || b === null) return null;
    if (ordered && (typeof a !== 'number' || typeof b !== 'number')) return null;
    return Number(holds(a, b));
  };
}

const COMPARISONS = {
  '<': (a: number | string, b: number | string) => a < b,
  '<=': (a: number | string, b: number | string) => a <= b,
  '>': (a: number | string, b: number | string) => a > b,
  '>=': (a: number | string, b: number | string) => a >= b,
  '==': (a: number | string, b: number | string) => a === b,
  '!=': (a: number | string, b: number | string) => a !== b,
};

function known(value: number | string | boolean | null): Value {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

import type { Catalogue } from './declaration.ts';
import type { CallNode, ChooseNode, CompareNode, ComparisonOperator, InNode, Node } from './expression.ts';
import type { Kinds } from './infer.ts';

/** The code of a condition: one JavaScript expression that says "surely true", one that says "surely false". */
export interface TruthCode {
  readonly sureTrue: string;
  readonly sureFalse: string;
}

/** Gives the code of a label in the column of a signal; a negative number or NaN for a label the column never holds. */
export type LabelDictionary = (signal: string, label: string) => number;

/**
 * Generates the body of a loop over rows from a checked expression. The text contains only what this file writes:
 * `v0`, `v1`… are the signals in the order of `signals`, `n0`, `n1`… intermediate results, literals are JSON numbers.
 *
 * NaN is unknown. A condition is kept as the pair "surely true" and "surely false", both false when unknown: with NaN,
 * `x < 5` and `x >= 5` are both false in JavaScript, so that no comparison needs a test for NaN, and "not" is a swap.
 */
export class Generator {
  readonly signals: string[] = [];
  readonly statements: string[] = [];
  readonly #kinds: Kinds;
  readonly #catalogue: Catalogue;
  readonly #dictionary: LabelDictionary;
  readonly #absentLabels = new Map<string, number>();
  #temporaries = 0;

  constructor(kinds: Kinds, catalogue: Catalogue, dictionary: LabelDictionary) {
    this.#kinds = kinds;
    this.#catalogue = catalogue;
    this.#dictionary = dictionary;
  }

  /** Code for a number, a date, a label's code or a flag (0 or 1); NaN when unknown. Always a name or a literal. */
  number(node: Node, labelsOf?: string): string {
    switch (node.kind) {
      case 'number':
      case 'date':
        return numberLiteral(node.value);
      case 'boolean':
        return node.value ? '1' : '0';
      case 'text':
        return numberLiteral(this.#labelCode(labelsOf, node.value));
      case 'signal':
        return this.#signal(node.name);
      case 'negate':
        return this.#keep(`-${this.number(node.operand)}`);
      case 'arithmetic': {
        const [left, right] = [this.number(node.left), this.number(node.right)];
        const result = `${left} ${node.operator} ${right}`;
        return this.#keep(node.operator === '/' ? `${right} === 0 ? NaN : ${result}` : result);
      }
      case 'choose': {
        const { sureTrue, sureFalse } = this.#settled(node.condition);
        const [yes, no] = [this.number(node.yes), this.number(node.no)];
        return this.#keep(`${sureTrue} ? ${yes} : ${sureFalse} ? ${no} : NaN`);
      }
      case 'call':
        return this.#numberCall(node);
      default:
        throw new Error(`A ${node.kind} has no number.`);
    }
  }

  /** Code for a condition. */
  truth(node: Node): TruthCode {
    switch (node.kind) {
      case 'boolean':
        return { sureTrue: String(node.value), sureFalse: String(!node.value) };
      case 'not': {
        const { sureTrue, sureFalse } = this.truth(node.operand);
        return { sureTrue: sureFalse, sureFalse: sureTrue };
      }
      case 'and': {
        const parts = node.parts.map((part) => this.truth(part));
        return { sureTrue: joined(parts, 'sureTrue', '&&'), sureFalse: joined(parts, 'sureFalse', '||') };
      }
      case 'or': {
        const parts = node.parts.map((part) => this.truth(part));
        return { sureTrue: joined(parts, 'sureTrue', '||'), sureFalse: joined(parts, 'sureFalse', '&&') };
      }
      case 'compare':
        return this.#kinds.get(node.left) === 'boolean' ? this.#sameTruth(node) : this.#comparison(node);
      case 'in':
        return this.#membership(node);
      case 'choose':
        return this.#chosenTruth(node);
      case 'call':
        if (node.name === 'known' || node.name === 'unknown') return this.#knowledge(node);
        break;
    }
    const value = this.number(node);
    return { sureTrue: `(${value} < 0 || ${value} > 0)`, sureFalse: `${value} === 0` };
  }

  #signal(name: string): string {
    const canonical = this.#catalogue.get(name)?.name ?? name;
    const index = this.signals.indexOf(canonical);
    return `v${index === -1 ? this.signals.push(canonical) - 1 : index}`;
  }

  #numberCall(node: CallNode): string {
    const labels = labelSignal(node);
    const args = node.args.map((argument) => this.number(argument, labels));
    switch (node.name) {
      case 'abs':
      case 'min':
      case 'max':
        return this.#keep(`Math.${node.name}(${args.join(', ')})`);
      case 'coalesce':
        return this.#keep(`${args[0]} === ${args[0]} ? ${args[0]} : ${args[1]}`);
      default:
        throw new Error(`${node.name}() has no number.`);
    }
  }

  #comparison({ left, right, operator }: CompareNode): TruthCode {
    const labels = labelSignal(left) ?? labelSignal(right);
    const [a, b] = [this.number(left, labels), this.number(right, labels)];
    return comparisonCode(operator, a, b);
  }

  #sameTruth({ left, right, operator }: CompareNode): TruthCode {
    const [a, b] = [this.#settled(left), this.#settled(right)];
    const same = `(${a.sureTrue} && ${b.sureTrue} || ${a.sureFalse} && ${b.sureFalse})`;
    const different = `(${a.sureTrue} && ${b.sureFalse} || ${a.sureFalse} && ${b.sureTrue})`;
    return operator === '==' ? { sureTrue: same, sureFalse: different } : { sureTrue: different, sureFalse: same };
  }

  #membership(node: InNode): TruthCode {
    const labels = labelSignal(node.operand);
    const value = this.#keep(this.#asNumber(node.operand));
    const equals = node.list.map((item) => `${value} === ${this.number(item, labels)}`);
    const sureTrue = this.#keep(equals.join(' || '));
    return { sureTrue, sureFalse: `(${value} === ${value} && !${sureTrue})` };
  }

  /** A condition as 0, 1 or NaN where a number is needed, everything else as it is. */
  #asNumber(node: Node): string {
    if (this.#kinds.get(node) !== 'boolean') return this.number(node);
    const { sureTrue, sureFalse } = this.#settled(node);
    return `${sureTrue} ? 1 : ${sureFalse} ? 0 : NaN`;
  }

  #chosenTruth(node: ChooseNode): TruthCode {
    const condition = this.#settled(node.condition);
    const [yes, no] = [this.truth(node.yes), this.truth(node.no)];
    const choose = (side: keyof TruthCode) =>
      `(${condition.sureTrue} && ${yes[side]} || ${condition.sureFalse} && ${no[side]})`;
    return { sureTrue: choose('sureTrue'), sureFalse: choose('sureFalse') };
  }

  #knowledge(node: CallNode): TruthCode {
    const [argument] = node.args;
    if (argument === undefined) throw new Error(`${node.name}() needs a signal.`);
    const value = this.number(argument);
    const [known, unknown] = [`${value} === ${value}`, `${value} !== ${value}`];
    return node.name === 'known' ? { sureTrue: known, sureFalse: unknown } : { sureTrue: unknown, sureFalse: known };
  }

  /** A condition whose two sides are names, so that using them several times does not multiply the code. */
  #settled(node: Node): TruthCode {
    const { sureTrue, sureFalse } = this.truth(node);
    return { sureTrue: this.#keep(sureTrue), sureFalse: this.#keep(sureFalse) };
  }

  #keep(code: string): string {
    const name = `n${this.#temporaries}`;
    this.#temporaries += 1;
    this.statements.push(`const ${name} = ${code};`);
    return name;
  }

  /** Labels that the column never holds get codes of their own, so that two of them are not equal to each other. */
  #labelCode(signal: string | undefined, label: string): number {
    if (signal === undefined) throw new Error(`The label "${label}" belongs to no signal.`);
    const code = this.#dictionary(this.#catalogue.get(signal)?.name ?? signal, label);
    if (code >= 0) return code;
    const absent = this.#absentLabels.get(label) ?? -1 - this.#absentLabels.size;
    this.#absentLabels.set(label, absent);
    return absent;
  }
}

function comparisonCode(operator: ComparisonOperator, a: string, b: string): TruthCode {
  switch (operator) {
    case '<':
      return { sureTrue: `${a} < ${b}`, sureFalse: `${a} >= ${b}` };
    case '<=':
      return { sureTrue: `${a} <= ${b}`, sureFalse: `${a} > ${b}` };
    case '>':
      return { sureTrue: `${a} > ${b}`, sureFalse: `${a} <= ${b}` };
    case '>=':
      return { sureTrue: `${a} >= ${b}`, sureFalse: `${a} < ${b}` };
    case '==':
      return { sureTrue: `${a} === ${b}`, sureFalse: `(${a} < ${b} || ${a} > ${b})` };
    case '!=':
      return { sureTrue: `(${a} < ${b} || ${a} > ${b})`, sureFalse: `${a} === ${b}` };
  }
}

function joined(parts: readonly TruthCode[], side: keyof TruthCode, operator: '&&' | '||'): string {
  return `(${parts.map((part) => part[side]).join(` ${operator} `)})`;
}

/** The signal whose dictionary gives the codes of the texts beside this part. */
function labelSignal(node: Node): string | undefined {
  const source = node.kind === 'call' && node.name === 'coalesce' ? node.args[0] : node;
  return source?.kind === 'signal' ? source.name : undefined;
}

/** A literal in the code: a JSON number, in brackets when negative so that `a - -5` does not become a decrement. */
function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new Error('Only finite numbers can be written into code.');
  return value < 0 ? `(${JSON.stringify(value)})` : JSON.stringify(value);
}

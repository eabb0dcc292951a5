import type { RuleSignal, Segment } from '../../../server/api/contract/segment.ts';

export type RuleMenu = NonNullable<Segment['menu']>;
export type MenuLine = RuleMenu['lines'][number];
export type Operator = MenuLine['operator'];

/** What can be asked of a signal of each type, in the words of the menu. */
export const OPERATORS: Readonly<Record<RuleSignal['type'], readonly (readonly [Operator, string])[]>> = {
  number: [
    ['>=', 'is at least'],
    ['<=', 'is at most'],
    ['>', 'is more than'],
    ['<', 'is less than'],
    ['==', 'is exactly'],
    ['known', 'is known'],
    ['unknown', 'is unknown'],
  ],
  date: [
    ['>=', 'is on or after'],
    ['<=', 'is on or before'],
    ['known', 'is known'],
    ['unknown', 'is unknown'],
  ],
  label: [
    ['in', 'is one of'],
    ['not in', 'is none of'],
    ['known', 'is known'],
    ['unknown', 'is unknown'],
  ],
  boolean: [
    ['==', 'is'],
    ['known', 'is known'],
    ['unknown', 'is unknown'],
  ],
};

/** A line for a signal that has just been chosen, with nothing filled in that has to be thought about. */
export function lineFor({ name, type }: RuleSignal): MenuLine {
  return { signal: name, operator: OPERATORS[type][0]![0], values: type === 'boolean' ? [true] : [] };
}

/** The menus as the text of a rule; null while a line has no value yet. */
export function writeRule({ join, lines }: RuleMenu, signals: readonly RuleSignal[]): string | null {
  const written = lines.map((line) =>
    writeLine(
      line,
      signals.find(({ name }) => name === line.signal),
    ),
  );
  if (lines.length === 0 || written.some((one) => one === null)) return null;
  return written.join(join === 'all' ? ' && ' : ' || ');
}

function writeLine({ signal, operator, values }: MenuLine, declared: RuleSignal | undefined): string | null {
  if (operator === 'known' || operator === 'unknown') return `${operator}(${signal})`;
  const [first] = values;
  if (first === undefined || first === '') return null;
  if (typeof first === 'boolean') return first ? signal : `!${signal}`;
  const literals = values.map((value) =>
    typeof value === 'number' ? String(value) : declared?.type === 'date' ? `date('${value}')` : JSON.stringify(value),
  );
  if (operator === 'in') return `${signal} in [${literals.join(', ')}]`;
  if (operator === 'not in') return `!(${signal} in [${literals.join(', ')}])`;
  return `${signal} ${operator} ${literals[0]}`;
}

/** A line that equals one label is the same as one of a list of one. */
export function asListed(menu: RuleMenu, signals: readonly RuleSignal[]): RuleMenu {
  const isLabel = (name: string) => signals.find((one) => one.name === name)?.type === 'label';
  const operatorOf = (operator: Operator): Operator =>
    operator === '==' ? 'in' : operator === '!=' ? 'not in' : operator;
  return {
    ...menu,
    lines: menu.lines.map((line) => (isLabel(line.signal) ? { ...line, operator: operatorOf(line.operator) } : line)),
  };
}

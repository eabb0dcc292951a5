import { checkedKinds } from './check.ts';
import type { Catalogue } from './declaration.ts';
import type { Expression } from './expression.ts';
import { Generator, type LabelDictionary } from './generate.ts';

/** A condition ready to run over columns. `signals` are the canonical names (`declaration.name`) of the columns it reads. */
export interface CompiledExpression {
  readonly signals: readonly string[];
  /** Writes 0 (false), 1 (true) or 2 (unknown) for the first `count` rows. */
  run(columns: ReadonlyMap<string, Float64Array>, count: number, out: Uint8Array): void;
}

/** A numeric expression ready to run over columns: writes the number, or NaN where it is unknown. */
export interface CompiledNumber {
  readonly signals: readonly string[];
  run(columns: ReadonlyMap<string, Float64Array>, count: number, out: Float64Array): void;
}

/**
 * Compiles a condition to a loop over columns, equal to `evaluate` row by row. A column holds numbers, epoch days, label
 * codes of the dictionary or flags (0 and 1); NaN is unknown. `dictionary` is asked while compiling: compile again when
 * it has grown. Throws `ExpressionError` for an expression that does not pass `checkExpression`.
 */
export function compileColumns(
  expression: Expression,
  catalogue: Catalogue,
  dictionary: LabelDictionary,
): CompiledExpression {
  const generator = new Generator(checkedKinds(expression, catalogue, 'boolean'), catalogue, dictionary);
  const { sureTrue, sureFalse } = generator.truth(expression.root);
  return loop<Uint8Array>(generator, `${sureTrue} ? 1 : ${sureFalse} ? 0 : 2`);
}

/** Compiles a numeric expression, as `compileColumns`. */
export function compileNumber(
  expression: Expression,
  catalogue: Catalogue,
  dictionary: LabelDictionary,
): CompiledNumber {
  const generator = new Generator(checkedKinds(expression, catalogue, 'number'), catalogue, dictionary);
  return loop<Float64Array>(generator, generator.number(expression.root));
}

type Loop<Out> = (columns: readonly Float64Array[], count: number, out: Out) => void;

function loop<Out extends Uint8Array | Float64Array>(generator: Generator, result: string) {
  const { signals, statements } = generator;
  // The code comes from the generator alone, which writes no text of the user: names are indexes, literals numbers.
  const run = new Function(
    'columns',
    'count',
    'out',
    `'use strict';
${signals.map((_, index) => `const c${index} = columns[${index}];`).join('\n')}
for (let row = 0; row < count; row++) {
${signals.map((_, index) => `const v${index} = c${index}[row];`).join('\n')}
${statements.join('\n')}
out[row] = ${result};
}`,
  ) as Loop<Out>;
  return {
    signals,
    run(columns: ReadonlyMap<string, Float64Array>, count: number, out: Out): void {
      if (out.length < count) throw new RangeError(`The result has ${out.length} rows, ${count} are needed.`);
      run(
        signals.map((name) => columnOf(columns, name, count)),
        count,
        out,
      );
    },
  };
}

function columnOf(columns: ReadonlyMap<string, Float64Array>, name: string, count: number): Float64Array {
  const column = columns.get(name);
  if (column === undefined) throw new Error(`There is no column for the signal "${name}".`);
  if (column.length < count)
    throw new RangeError(`The column "${name}" has ${column.length} rows, ${count} are needed.`);
  return column;
}

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

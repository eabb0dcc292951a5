import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** The log odds of the outcome are `intercept` plus the sum of `coefficients` times the values. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

const MOST_STEPS = 60;
const PRECISION = 1e-10;
/** Sums of many rows differ by so much of themselves without meaning it. */
const ROUNDING = 1e-11;

/**
 * Logistic regression with an L2 penalty: minimises the negative log likelihood plus `penalty` / 2 times the sum of squared coefficients; the
 * intercept is not penalised (Hastie, Tibshirani and Friedman 2009, 4.4 and 18.3). `columns` are values without gaps, standardised by who
 * calls, so that the penalty weighs alike on all. Throws a RangeError where no finite fit exists: outcomes that a value separates, unpenalised.
 *
 * The libraries of npm for it leave out what is needed: ml-logistic-regression takes a set number of gradient steps without penalty or
 * intercept, others are no longer kept. Newton's method (iteratively reweighted least squares) needs a handful of steps for so few unknowns;
 * each is one linear system, which ml-matrix solves.
 */
export function fitLogistic(
  columns: readonly ArrayLike<number>[],
  isPositive: ArrayLike<number>,
  penalty: number,
): LogisticFit {
  const width = columns.length + 1;
  let beta = new Float64Array(width);
  let loss = lossOf(columns, isPositive, penalty, beta);
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { gradient, hessian } = derivativesOf(columns, isPositive, penalty, beta);
    const decomposed = new CholeskyDecomposition(hessian);
    if (!decomposed.isPositiveDefinite()) break;
    const step = decomposed.solve(gradient).to1DArray();
    let [share, next, nextLoss] = [1, beta, Number.POSITIVE_INFINITY];
    // A whole step may overshoot where the curve is flat; a part of it always leads down.
    while (share > PRECISION) {
      next = beta.map((value, i) => value - share * step[i]!);
      nextLoss = lossOf(columns, isPositive, penalty, next);
      if (nextLoss <= loss * (1 + ROUNDING)) break;
      share /= 2;
    }
    beta = next;
    loss = nextLoss;
    if (Math.max(...step.map(Math.abs)) < PRECISION)
      return { intercept: beta[0]!, coefficients: [...beta.subarray(1)] };
  }
  throw new RangeError(
    'There is no finite fit: the values separate the outcomes completely. Penalise the coefficients.',
  );
}

/** The probability of the outcome for given values. */
export function probabilityOf({ intercept, coefficients }: LogisticFit, values: (column: number) => number): number {
  let logit = intercept;
  for (let i = 0; i < coefficients.length; i++) logit += coefficients[i]! * values(i);
  return sigmoid(logit);
}

function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

function logitOf(columns: readonly ArrayLike<number>[], beta: Float64Array, row: number): number {
  let logit = beta[0]!;
  for (let i = 0; i < columns.length; i++) logit += beta[i + 1]! * columns[i]![row]!;
  return logit;
}

function lossOf(
  columns: readonly ArrayLike<number>[],
  isPositive: ArrayLike<number>,
  penalty: number,
  beta: Float64Array,
): number {
  let loss = 0;
  for (let row = 0; row < isPositive.length; row++) {
    const logit = logitOf(columns, beta, row);
    // ln(1 + e^x) without overflow.
    loss += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - isPositive[row]! * logit;
  }
  for (let i = 1; i < beta.length; i++) loss += (penalty / 2) * beta[i]! ** 2;
  return loss;
}

function derivativesOf(
  columns: readonly ArrayLike<number>[],
  isPositive: ArrayLike<number>,
  penalty: number,
  beta: Float64Array,
): { gradient: Matrix; hessian: Matrix } {
  const width = beta.length;
  const gradient = new Float64Array(width);
  const hessian = Array.from({ length: width }, () => new Float64Array(width));
  const values = new Float64Array(width).fill(1);
  for (let row = 0; row < isPositive.length; row++) {
    const chance = sigmoid(logitOf(columns, beta, row));
    for (let i = 1; i < width; i++) values[i] = columns[i - 1]![row]!;
    for (let i = 0; i < width; i++) {
      gradient[i]! += (chance - isPositive[row]!) * values[i]!;
      for (let j = 0; j <= i; j++) hessian[i]![j]! += chance * (1 - chance) * values[i]! * values[j]!;
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) hessian[j]![i] = hessian[i]![j]!;
  for (let i = 1; i < width; i++) {
    gradient[i]! += penalty * beta[i]!;
    hessian[i]![i]! += penalty;
  }
  return { gradient: Matrix.columnVector(gradient), hessian: new Matrix(hessian) };
}

/** A scale of values: its ends, and the round values at which lines are drawn. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Smaller differences than this are the dust of arithmetic. */
const DUST = 1e-9;

/** About `count` round ticks that span the values and zero, from which amounts and changes are measured. */
export function scaleOf(values: readonly number[], count = 3): Scale {
  const low = Math.min(0, ...values);
  const largest = Math.max(0, ...values);
  const high = largest - low > DUST ? largest : low + 1;
  const step = roundStep((high - low) / count);
  const first = Math.floor(low / step + DUST);
  const last = Math.ceil(high / step - DUST);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => clean((first + index) * step));
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks };
}

/** The next 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const part = wanted / power;
  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 2.5 ? 2.5 : part <= 5 ? 5 : 10);
}

/** Without the dust of binary fractions. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

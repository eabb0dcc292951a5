import type { HealthModel } from '../../../server/api/contract/health-model.ts';

export type Variant = HealthModel['variants'][number];
export type Component = Variant['components'][number];
export type Indicator = Component['indicators'][number];
export type Point = Indicator['points'][number];

/** A copy of a list in which one thing is another. */
export function replaced<Thing>(list: readonly Thing[], index: number, thing: Thing): Thing[] {
  return list.map((one, at) => (at === index ? thing : one));
}

/** A copy of a list without one thing. */
export function without<Thing>(list: readonly Thing[], index: number): Thing[] {
  return list.filter((_, at) => at !== index);
}

/** What the weights of a variant's components come to; it has to be 100. */
export function sumOfWeights(variant: Variant): number {
  return Math.round(variant.components.reduce((sum, { weight }) => sum + weight, 0) * 100) / 100;
}

/** What cannot be computed yet, each in a sentence; the server says the same and more. */
export function findingsIn(model: HealthModel): string[] {
  const findings: string[] = [];
  for (const variant of model.variants) {
    const sum = sumOfWeights(variant);
    const where = model.variants.length > 1 ? ` in “${variant.title}”` : '';
    if (sum !== 100) findings.push(`The weights${where} come to ${sum}; they have to come to 100.`);
    for (const { title, indicators } of variant.components) {
      if (indicators.length === 0) findings.push(`${title}${where} has no indicator.`);
      for (const { signal, points } of indicators)
        if (points.some(([value], at) => at > 0 && value <= points[at - 1]![0]))
          findings.push(`The values of ${signal}${where} have to rise from each to the next.`);
    }
  }
  if (model.yellow_from >= model.green_from) findings.push('Yellow has to begin below green.');
  return findings;
}

/** How many of the unit people see make one of the unit the model keeps: 30 % is 0.3. */
export function scaleOf(unit: string, currency: string): { readonly factor: number; readonly suffix: string } {
  if (unit === 'ratio' || unit === 'share') return { factor: 100, suffix: ' %' };
  if (unit === 'days') return { factor: 1, suffix: ' days' };
  if (unit === 'money') {
    const { maximumFractionDigits } = new Intl.NumberFormat('en-GB', { style: 'currency', currency }).resolvedOptions();
    return { factor: 1 / 10 ** (maximumFractionDigits ?? 2), suffix: ` ${currency}` };
  }
  return { factor: 1, suffix: '' };
}

/** A value as people see it, without the dust of binary fractions. */
export function shownValue(value: number, factor: number): number {
  return Number((value * factor).toPrecision(10));
}

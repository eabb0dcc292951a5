import type { HealthComponent, HealthIndicator, HealthModel, HealthVariant } from './health-model.ts';

/** What a new version of a model changes, a line each, in words: the diff that people read. */
export function describeModelChange(before: HealthModel, after: HealthModel): string[] {
  return [
    ...variantLines(before, after),
    ...numberLine('green begins at', before.green_from, after.green_from),
    ...numberLine('yellow begins at', before.yellow_from, after.yellow_from),
    ...numberLine('margin', before.margin, after.margin, 'points'),
    ...numberLine('days that a score must hold', before.hold_days, after.hold_days),
    ...numberLine('least share that must be known', before.minimum_coverage * 100, after.minimum_coverage * 100, '%'),
  ];
}

function variantLines(before: HealthModel, after: HealthModel): string[] {
  const lines: string[] = [];
  for (const variant of after.variants) {
    const old = before.variants.find((one) => one.title === variant.title);
    if (!old) lines.push(`new weighting "${variant.title}" for accounts where ${variant.for ?? 'nothing else holds'}`);
    else {
      if (old.for !== variant.for)
        lines.push(`"${variant.title}" is for accounts where ${variant.for ?? 'nothing else holds'}`);
      const where = after.variants.length > 1 ? `${variant.title}: ` : '';
      lines.push(...componentLines(old, variant).map((line) => where + line));
    }
  }
  for (const old of before.variants)
    if (!after.variants.some((one) => one.title === old.title)) lines.push(`weighting "${old.title}" removed`);
  return lines;
}

function componentLines(before: HealthVariant, after: HealthVariant): string[] {
  const lines: string[] = [];
  for (const component of after.components) {
    const old = before.components.find(({ key }) => key === component.key);
    if (!old) lines.push(`${component.title} added with weight ${component.weight}`);
    else {
      lines.push(...numberLine(`weight of ${component.title}`, old.weight, component.weight));
      lines.push(...indicatorLines(old, component));
    }
  }
  for (const { key, title } of before.components)
    if (!after.components.some((one) => one.key === key)) lines.push(`${title} removed`);
  return lines;
}

function indicatorLines(before: HealthComponent, after: HealthComponent): string[] {
  const lines: string[] = [];
  for (const indicator of after.indicators) {
    const old = before.indicators.find(({ signal }) => signal === indicator.signal);
    if (!old) lines.push(`${after.title}: ${indicator.signal} added with weight ${indicator.weight}`);
    else {
      lines.push(...numberLine(`${after.title}: weight of ${indicator.signal}`, old.weight, indicator.weight));
      if (JSON.stringify(old.points) !== JSON.stringify(indicator.points))
        lines.push(`${after.title}: points of ${indicator.signal} from ${sayPoints(old)} to ${sayPoints(indicator)}`);
    }
  }
  for (const { signal } of before.indicators)
    if (!after.indicators.some((one) => one.signal === signal)) lines.push(`${after.title}: ${signal} removed`);
  return lines;
}

function sayPoints({ points }: HealthIndicator): string {
  return points.map(([value, given]) => `${value}→${given}`).join(', ');
}

function numberLine(what: string, before: number, after: number, unit = ''): string[] {
  if (before === after) return [];
  const say = (value: number) => `${Math.round(value * 100) / 100}${unit && ` ${unit}`}`;
  return [`${what} from ${say(before)} to ${say(after)}`];
}

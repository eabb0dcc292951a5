import type { Transaction } from '../context/transaction.ts';
import { readExpression } from '../expressions/check.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { nearestName } from '../expressions/nearest-name.ts';
import { type ProblemDetail, problem } from '../lib/problem.ts';
import { buildCatalogue, declareSignals, loadOwnDefinitions } from '../signals/catalogue.ts';
import { type HealthModel, healthModelSchema } from './health-model.ts';

/** The signals that health may be made of: those of facts, not health itself. */
export async function loadFactCatalogue(tx: Transaction): Promise<Catalogue> {
  return buildCatalogue(declareSignals(await loadOwnDefinitions(tx)));
}

/**
 * Parses a model and checks it against the signals: weights that sum to 100, breakpoints that rise, signals that exist and are numbers,
 * conditions that can be evaluated. Throws a 400 problem with every finding, at the path of the part it is about.
 */
export function checkModel(input: unknown, catalogue: Catalogue): HealthModel {
  const parsed = healthModelSchema.safeParse(input);
  if (!parsed.success)
    throw refused(parsed.error.issues.map(({ path, message }) => ({ at: path.join('.'), problem: sentence(message) })));
  const model = parsed.data;
  const details = [
    ...bandFindings(model),
    ...model.variants.flatMap((_, index) => variantFindings(model, index, catalogue)),
  ];
  if (details.length > 0) throw refused(details);
  return model;
}

function refused(details: ProblemDetail[]) {
  const [first] = details;
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : '';
  return problem(400, `The health model cannot be used: ${first!.problem}${more}`, details);
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function bandFindings({ green_from, yellow_from }: HealthModel): ProblemDetail[] {
  if (yellow_from < green_from) return [];
  const mend = `Choose a number below ${green_from}.`;
  return [{ at: 'yellow_from', problem: 'Yellow must begin below green.', mend }];
}

function variantFindings(model: HealthModel, index: number, catalogue: Catalogue): ProblemDetail[] {
  const variant = model.variants[index]!;
  const details: ProblemDetail[] = [];
  if (variant.for !== null) {
    for (const { message, mend } of readExpression(variant.for, catalogue).findings)
      details.push({ at: `variants.${index}.for`, problem: message, mend });
  } else if (index < model.variants.length - 1) {
    const mend = 'Give it a condition, or move it to the end.';
    details.push({
      at: `variants.${index}.for`,
      problem: `"${variant.title}" takes all accounts before others.`,
      mend,
    });
  }
  const keys = variant.components.map(({ key }) => key);
  for (const [c, { key, title, indicators }] of variant.components.entries()) {
    const at = `variants.${index}.components.${c}`;
    if (keys.indexOf(key) !== c)
      details.push({ at, problem: `"${title}" stands twice.`, mend: 'Keep one of the two.' });
    for (const [i, { signal }] of indicators.entries()) {
      const problem = signalFinding(signal, catalogue);
      if (problem) details.push({ at: `${at}.indicators.${i}.signal`, ...problem });
    }
  }
  return details;
}

function signalFinding(signal: string, catalogue: Catalogue): Omit<ProblemDetail, 'at'> | null {
  const declared = catalogue.get(signal);
  if (!declared) {
    const near = nearestName(signal, [...catalogue.keys()]);
    return {
      problem: `There is no signal "${signal}".`,
      mend: near ? `Did you mean ${near}?` : 'Choose one of the list.',
    };
  }
  if (declared.type === 'number') return null;
  return { problem: `${signal} is a ${declared.type}, not a number.`, mend: 'Choose a signal that is a number.' };
}

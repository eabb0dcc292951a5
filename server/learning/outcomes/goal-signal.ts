import type { Catalogue, Unit } from '../../expressions/declaration.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { tunableClauses } from '../explore/tune-condition.ts';

/** The number in which the goal of a playbook is measured. */
export interface GoalSignal {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
}

/** What only the calendar moves: it tells nothing of what was done. */
const CLOCK = /\.days_left$/;

/** The first number that the goal of a playbook compares; the health score where it compares none but the days until something. */
export function goalSignal(outcome: string, catalogue: Catalogue, currency: string): GoalSignal {
  const clause = tunableClauses(parseExpression(outcome), catalogue, { currency }).find(
    ({ signal }) => signal !== null && !CLOCK.test(signal) && catalogue.get(signal)?.type === 'number',
  );
  const { name, title, unit } = catalogue.get(clause?.signal ?? 'health.score')!;
  return { name, title, unit };
}

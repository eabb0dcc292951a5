import { evidenceFor } from '../../diagnosis/evidence.ts';
import type { LivePlaybook, LiveTrigger } from '../../diagnosis/live-trigger.ts';
import { sayCauses } from '../../diagnosis/say-causes.ts';
import { evaluate } from '../../expressions/evaluate.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { TRUE } from '../../expressions/truth.ts';
import { readRow } from '../../signals/read-row.ts';
import type { ForecastMorning } from './step-written.ts';

/** Why a row meets a trigger, as the headline of a situation would say it. */
export function sayMet(morning: ForecastMorning, trigger: LiveTrigger, row: number): string {
  const { day, organisation } = morning;
  const decisive = clausesOf(morning, trigger, row).filter(({ isDecisive }) => isDecisive);
  return sayCauses(decisive, { day, currency: organisation.currency }).join(', ');
}

/** Why a row does not meet a playbook: the clauses that are not true, or that it is not for the account. */
export function sayNotMet(morning: ForecastMorning, { eligibility, triggers }: LivePlaybook, row: number): string {
  const { columns, catalogue, labels } = morning;
  const read = readRow(columns, row, catalogue, labels);
  if (evaluate(parseExpression(eligibility), read).truth !== TRUE)
    return 'it is not in one of the stages or the segment that the playbook is for';
  const failing = triggers.flatMap((trigger) =>
    clausesOf(morning, trigger, row).filter((clause) => clause.truth !== TRUE),
  );
  return failing.map(({ phrase }) => phrase).join(', ');
}

function clausesOf({ columns, catalogue, labels, organisation }: ForecastMorning, trigger: LiveTrigger, row: number) {
  return evidenceFor(trigger, readRow(columns, row, catalogue, labels), catalogue, organisation.currency);
}

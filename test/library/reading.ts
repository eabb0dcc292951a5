import { VENDOR } from '../../sample/vendor.ts';
import type { RunState, StepState } from '../../server/runs/run-state.ts';

/** A run in words: one line a step, one an escalation, and how it ended. */
export interface Reading {
  readonly began: string;
  /** 'assess: Lena, due Thu 8 Jan 07:04', or why a step was left out; in the order of the playbook, those that a variation adds at the end. */
  readonly steps: readonly string[];
  /** 'Robert, Thu 8 Jan 07:04: no first action'. */
  readonly escalations: readonly string[];
  readonly end: string;
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: VENDOR.timeZone,
});

function say(instant: string): string {
  return DAY.format(new Date(instant)).replaceAll(',', '').replace(' at', '');
}

/** Null where no run began. */
export function readingOf(state: RunState | null, inOrder: readonly { readonly id: string }[]): Reading {
  if (state === null) return { began: 'never', steps: [], escalations: [], end: 'never' };
  return {
    began: say(state.startedAt!),
    steps: [...new Set([...inOrder.map(({ id }) => id), ...Object.keys(state.steps).sort()])].flatMap((id) =>
      state.steps[id] ? [`${id}: ${lineOf(state.steps[id])}`] : [],
    ),
    escalations: state.escalations
      .filter(({ raisedAt }) => raisedAt !== null)
      .map(({ without, to, raisedAt }) => `${say(raisedAt!)} to the ${to}: without ${without}`),
    end: state.outcome ? `${state.outcome.outcome}, ${say(state.outcome.at)}` : 'open',
  };
}

function lineOf({ status, due, owner, note }: StepState): string {
  if (status === 'waiting' || status === 'blocked') return status;
  if (due === null) return `left out, ${note}`;
  const what = status === 'done' ? (note?.includes('accepted') ? `, ${note}` : '') : `, ${status}`;
  return `${owner!.name.split(' ')[0]}, due ${say(due.at)}${what}`;
}

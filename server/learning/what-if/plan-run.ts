import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../context/transaction.ts';
import { evaluate } from '../../expressions/evaluate.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { TRUE, type Truth } from '../../expressions/truth.ts';
import { isoDate } from '../../lib/days.ts';
import type { PlaybookDefinition, PlaybookVariation } from '../../playbooks/definition.ts';
import { varied } from '../../playbooks/vary.ts';
import { advance } from '../../runs/advance.ts';
import { environmentsOf } from '../../runs/advance-runs.ts';
import { type LockedRun, RUN_ACCOUNT, type RunAccount } from '../../runs/locked-run.ts';
import { runActor } from '../../runs/move-run.ts';
import { projectDues } from '../../runs/project-dues.ts';
import type { DueEntry } from '../../runs/run-log.ts';
import { newRun, type RunState, stepOf } from '../../runs/run-state.ts';
import { runWorld } from '../../runs/run-world.ts';
import type { ExplainablePlaybook, ExplainedAccount } from '../why/open-explanations.ts';
import type { SignalChange } from './changed-signals.ts';

/** A step as a run that started now would have it. */
export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  /** Open at once, after others, left out by its condition, done by Steward itself, or not to be said before the next diagnosis. */
  readonly state: 'open' | 'later' | 'left_out' | 'by_itself' | 'unclear';
  readonly owner: { readonly name: string; readonly fallback: string | null } | null;
  /** For a step that comes later: if each step before it were done just in time. */
  readonly due: DueEntry | null;
  /** Why it is left out. */
  readonly note: string | null;
}

interface PlannedRun {
  readonly variation: string | null;
  readonly firstActionDue: DueEntry | null;
  readonly steps: readonly PlannedStep[];
}

/** What a run of the playbook would be if it started now: the calculation that starts runs, without keeping anything of it. */
export async function planRun(
  tx: Transaction,
  { account, day, catalogue, read }: ExplainedAccount,
  { key, definition: baseline }: ExplainablePlaybook,
  { rules, changes }: { readonly rules: ReadonlyMap<string, string>; readonly changes: readonly SignalChange[] },
): Promise<PlannedRun> {
  const truthOf = (text: string): Truth =>
    evaluate(parseExpression(text), (name) => read(catalogue.get(name)?.name ?? name)).truth;
  const variation = variationFor(baseline, rules, (text) => truthOf(text) === TRUE);
  const definition = variation === null ? baseline : varied(baseline, variation);
  const id = randomUUID();
  const run: LockedRun = {
    id,
    number: 0,
    state: newRun(id),
    definition,
    playbookKey: key,
    account: withDates(await accountOf(tx, account.id), changes, day),
  };
  const world = await runWorld(tx);
  const readings = { isRead: true, truthOf: (_: unknown, text: string) => truthOf(text), clausesOf: () => [] };
  const [environment] = await environmentsOf(tx, [run], world, { readings });
  const event = { id: 'started', by: runActor(tx.actor), kind: 'started', because: 'What if' } as const;
  const { state } = advance(run.state, event, world.now, environment!);
  const projected = projectDues(state, world.now, environment!);
  return {
    variation: variation?.for ?? null,
    firstActionDue: state.firstAction && { at: state.firstAction.at, derivation: state.firstAction.derivation },
    steps: definition.steps.map((step) => planned(step, state, projected.get(step.id) ?? null, environment!.ownerOf)),
  };
}

function planned(
  step: PlaybookDefinition['steps'][number],
  state: RunState,
  projected: DueEntry | null,
  ownerOf: (role: PlaybookDefinition['steps'][number]['owner']) => { name: string; fallback: string | null },
): PlannedStep {
  const current = stepOf(state, step.id);
  const { id, title } = step;
  const status = current?.status ?? 'waiting';
  if (status === 'skipped')
    return { id, title, state: 'left_out', owner: null, due: null, note: current?.note ?? null };
  const { name, fallback } = current?.owner ?? ownerOf(step.approve ?? step.owner);
  const owner = { name, fallback };
  if (status === 'ready') return { id, title, state: 'open', owner, due: current!.due, note: null };
  if (status === 'running') return { id, title, state: 'by_itself', owner, due: current!.due, note: null };
  return { id, title, state: status === 'blocked' ? 'unclear' : 'later', owner, due: projected, note: null };
}

/** What `for` of a variation names when it is no condition: a segment, or what the account's own field calls it. */
const KEY = /^[a-z][a-z0-9_-]*$/;

function variationFor(
  { variations }: PlaybookDefinition,
  rules: ReadonlyMap<string, string>,
  isTrue: (condition: string) => boolean,
): PlaybookVariation | null {
  const conditionOf = (audience: string) =>
    rules.get(audience) ?? (KEY.test(audience) ? `account.segment == ${JSON.stringify(audience)}` : audience);
  return variations?.find((variation) => isTrue(conditionOf(variation.for))) ?? null;
}

async function accountOf(tx: Transaction, accountId: string): Promise<RunAccount> {
  const { account } = await tx.one<{ account: RunAccount }>(
    'account',
    `select ${RUN_ACCOUNT} as account from account a where a.organisation_id = $1 and a.id = $2`,
    [tx.organisationId, accountId],
  );
  return account;
}

/** Steps that are counted from the renewal follow it when the days until it are assumed. */
function withDates(account: RunAccount, changes: readonly SignalChange[], day: number): RunAccount {
  const left = changes.find(({ signal }) => signal === 'renewal.days_left');
  if (left === undefined) return account;
  const renewal = typeof left.to === 'number' ? isoDate(day + Math.round(left.to)) : null;
  return { ...account, dates: { ...account.dates, renewal } };
}

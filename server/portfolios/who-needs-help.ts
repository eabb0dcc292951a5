/** What says whether somebody has too much: counts of now, and tasks finished a week over the last four. */
export interface MemberLoad {
  readonly openTasks: number;
  readonly overdue: number;
  readonly lateFirstActions: number;
  readonly donePerWeek: number;
  readonly accounts: number;
  readonly red: number;
}

const OVERDUE = 5;
const LATE_FIRST_ACTIONS = 2;
/** More open work than this many weeks at one's own pace, when it is not just a handful. */
const WEEKS_OF_WORK = 3;
const HANDFUL = 10;
/** What nobody does in those weeks at any pace: four tasks a working day. */
const TOO_MANY = 60;
const RED_ACCOUNTS = 3;
const RED_SHARE = 0.25;

/** Why somebody needs help, in words; empty when they don't. Tasks overdue, first actions late, work for weeks, many red accounts. */
export function whoNeedsHelp(load: MemberLoad): string[] {
  const reasons: string[] = [];
  if (load.overdue >= OVERDUE) reasons.push(`${load.overdue} tasks overdue`);
  if (load.lateFirstActions >= LATE_FIRST_ACTIONS) reasons.push(`${load.lateFirstActions} first actions late`);
  if (load.openTasks > TOO_MANY && load.donePerWeek === 0)
    reasons.push(`${load.openTasks} tasks open, none done in the last four weeks`);
  if (load.openTasks >= HANDFUL && load.donePerWeek > 0) {
    const weeks = load.openTasks / load.donePerWeek;
    if (weeks > WEEKS_OF_WORK) reasons.push(`work for ${Math.round(weeks)} weeks at the pace of the last four`);
  }
  if (load.red >= RED_ACCOUNTS && load.red > load.accounts * RED_SHARE)
    reasons.push(`${load.red} of ${load.accounts} accounts are red`);
  return reasons;
}

import { differenceOfShares } from '../../statistics/shares.ts';
import type { Fate, Occasion } from '../occasion.ts';
import type { StepNamed } from '../scorecard.ts';
import { type Evidence, evidence, type Flag, percent, type RunCase } from './flag.ts';

const CASES_A_MEMBER = 10;
const APART = 0.4;
/** The normal quantile that leaves 1 % outside: of many pairs, some lie apart by chance. */
const Z99 = 2.5758293035489004;

const RULE = `Asked about when, of the members with at least ${CASES_A_MEMBER} cases each, two lie ${percent(APART, 1)} apart or more, and the 99 % interval of their difference leaves out zero. Their accounts may differ as well.`;

const ASKED: readonly Fate[] = ['done', 'late', 'skipped', 'overdue', 'given_up'];

/** Members who do very different things with the same words: steps that one does and another does not, assets that one rewrites and another does not. */
export function tooVague(
  occasions: readonly Occasion[],
  steps: readonly StepNamed[],
  nameOf: (memberId: string) => string,
): Flag[] {
  const ofSteps = steps.flatMap(({ id, title }) => {
    const cases = casesOf(occasions, (run) =>
      run.steps.flatMap((one) =>
        one.id === id && ASKED.includes(one.fate) ? [one.fate === 'done' || one.fate === 'late'] : [],
      ),
    );
    return flagOf(
      cases,
      nameOf,
      (most, least) => `“${title}” is done ${most}, but ${least}: it leaves open what is meant.`,
    );
  });
  const ofAssets = flagOf(
    casesOf(occasions, (run) => run.assets.map(({ isEdited }) => isEdited)),
    nameOf,
    (most, least) => `Assets are edited before use ${most}, but ${least}: they fit some and not others.`,
  );
  return [...ofSteps, ...ofAssets];
}

function casesOf(
  occasions: readonly Occasion[],
  read: (run: RunCase['run']) => readonly boolean[],
): Map<string, RunCase[]> {
  const cases = occasions.flatMap((occasion): RunCase[] => {
    const { run } = occasion;
    return run?.memberId ? read(run).map((isHit) => ({ occasion, run, isHit })) : [];
  });
  return Map.groupBy(cases, ({ run }) => run.memberId!);
}

function flagOf(
  byMember: ReadonlyMap<string, readonly RunCase[]>,
  nameOf: (memberId: string) => string,
  say: (most: string, least: string) => string,
): Flag[] {
  const shares = [...byMember]
    .filter(([, cases]) => cases.length >= CASES_A_MEMBER)
    .map(([member, cases]) => evidence(nameOf(member), cases))
    .sort((a, b) => b.hits / b.of - a.hits / a.of);
  const [most, least] = [shares[0], shares.at(-1)];
  if (!most || !least || most.hits / most.of - least.hits / least.of < APART) return [];
  if (differenceOfShares(most, least, Z99)![0] <= 0) return [];
  const told = ({ words, hits, of }: Evidence) => `in ${percent(hits, of)} of ${of} by ${words}`;
  return [{ kind: 'too_vague', finding: say(told(most), told(least)), rule: RULE, restsOn: shares }];
}

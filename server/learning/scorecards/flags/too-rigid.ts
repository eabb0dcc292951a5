import { wilson } from '../../statistics/shares.ts';
import type { Occasion } from '../occasion.ts';
import type { StepNamed } from '../scorecard.ts';
import { evidence, type Flag, percent, type RunCase } from './flag.ts';

const ENOUGH = 20;
const EDITED_AT_MOST = 0.2;
const SAME_WORDS = 0.8;

/** Word for word the same every time: assets that nobody edits, and notes that say the same whatever the account. */
export function tooRigid(occasions: readonly Occasion[], steps: readonly StepNamed[]): Flag[] {
  return [...uneditedAssets(occasions), ...sameNotes(occasions, steps)];
}

function uneditedAssets(occasions: readonly Occasion[]): Flag[] {
  const cases = occasions.flatMap((occasion): RunCase[] => {
    const { run } = occasion;
    return run ? run.assets.map(({ isEdited }) => ({ occasion, run, isHit: isEdited })) : [];
  });
  const edited = evidence('assets edited before they were sent or copied', cases);
  if (cases.length < ENOUGH || wilson(edited.hits, edited.of)![1] >= EDITED_AT_MOST) return [];
  return [
    {
      kind: 'too_rigid',
      finding: `Assets go out as they are filled in: ${edited.hits} of ${edited.of} were edited. Do they say anything about the account that a person knows?`,
      rule: `Asked about when, of at least ${ENOUGH} assets that were sent or copied, surely fewer than ${percent(EDITED_AT_MOST, 1)} were edited: the upper end of the 95 % interval lies below.`,
      restsOn: [edited],
    },
  ];
}

/** All steps whose notes are alike make one flag: they are one habit. */
function sameNotes(occasions: readonly Occasion[], steps: readonly StepNamed[]): Flag[] {
  const alike = steps.flatMap(({ id, title }) => {
    const noted = occasions.flatMap((occasion) => {
      const note = occasion.run?.steps.find((one) => one.id === id)?.note ?? null;
      return occasion.run && note !== null ? [{ occasion, run: occasion.run, note }] : [];
    });
    if (noted.length < ENOUGH) return [];
    const [commonest] = [...Map.groupBy(noted, ({ note }) => note).values()].sort((a, b) => b.length - a.length);
    const note = commonest![0]!.note;
    const same = evidence(
      `notes with the same words on “${title}”`,
      noted.map((one) => ({ ...one, isHit: one.note === note })),
    );
    return same.hits / same.of >= SAME_WORDS ? [{ title, same }] : [];
  });
  const [first, ...others] = alike;
  if (!first) return [];
  const { hits, of } = first.same;
  const more = others.length === 0 ? '' : `, and those on ${others.length} other step${others.length === 1 ? '' : 's'}`;
  return [
    {
      kind: 'too_rigid',
      finding: `The notes on “${first.title}” are the same words in ${percent(hits, of)} of ${of} runs${more}. Is it done, or ticked?`,
      rule: `Asked about when, of at least ${ENOUGH} notes on a step, ${percent(SAME_WORDS, 1)} or more say the same.`,
      restsOn: alike.map(({ same }) => same),
    },
  ];
}

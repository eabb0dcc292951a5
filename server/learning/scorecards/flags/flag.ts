import type { Interval } from '../../statistics/cluster-bootstrap.ts';
import { wilson } from '../../statistics/shares.ts';
import type { Occasion, OccasionRun } from '../occasion.ts';

/** What may be wrong with a playbook. */
export const FLAG_KINDS = ['step_without_effect', 'never_fires', 'always_fires', 'too_vague', 'too_rigid'] as const;

/** A question about a playbook, and all that it rests on. */
export interface Flag {
  readonly kind: (typeof FLAG_KINDS)[number];
  /** What was found, in a sentence. */
  readonly finding: string;
  /** By which rule, with its numbers, and what it cannot tell. */
  readonly rule: string;
  readonly restsOn: readonly Evidence[];
}

/** Cases that a flag rests on: how many of how many, with the 95 % interval of the share (Wilson). */
export interface Evidence {
  readonly words: string;
  readonly hits: number;
  readonly of: number;
  readonly interval: Interval | null;
  /** The runs that are counted, those that are hits first; at most 50. */
  readonly runs: readonly CountedRun[];
}

export interface CountedRun {
  readonly id: string;
  readonly number: number;
  readonly account: string;
  readonly isHit: boolean;
}

/** A run and whether it is a hit. */
export interface RunCase {
  readonly occasion: Occasion;
  readonly run: OccasionRun;
  readonly isHit: boolean;
}

const LISTED = 50;

export function evidence(words: string, cases: readonly RunCase[]): Evidence {
  const hits = cases.filter(({ isHit }) => isHit);
  const others = cases.filter(({ isHit }) => !isHit);
  return {
    words,
    hits: hits.length,
    of: cases.length,
    interval: wilson(hits.length, cases.length),
    runs: [...hits, ...others].slice(0, LISTED).map(({ occasion, run, isHit }) => ({
      id: run.id,
      number: run.number,
      account: occasion.account.name,
      isHit,
    })),
  };
}

/** 0.412 as '41 %'. */
export function percent(hits: number, of: number): string {
  return `${Math.round((hits / of) * 100)} %`;
}

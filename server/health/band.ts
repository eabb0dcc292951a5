import type { EpochDay } from '../lib/days.ts';
import type { Band, HealthModel } from './health-model.ts';

/** The band an account is in, and the one it may be moving to. */
export interface BandState {
  readonly band: Band | null;
  /** The first day in this band. */
  readonly since: EpochDay | null;
  readonly candidate: Band | null;
  readonly candidateSince: EpochDay | null;
}

export const NO_BAND: BandState = { band: null, since: null, candidate: null, candidateSince: null };

/** The band a score falls into, without memory. */
export function bandOf(score: number, model: HealthModel): Band {
  if (score >= model.green_from) return 'green';
  return score >= model.yellow_from ? 'yellow' : 'red';
}

/**
 * The band on a day, given the one before: it changes when the score is across the border by the margin, or has been across it for
 * `hold_days`; so a score that flickers about a border does not. Without a score the account is in no band.
 */
export function nextBand(state: BandState, score: number | null, day: EpochDay, model: HealthModel): BandState {
  if (score === null) return state.band === null ? state : { ...NO_BAND, since: day };
  const target = bandOf(score, model);
  if (target === state.band)
    return state.candidate === null ? state : { ...state, candidate: null, candidateSince: null };
  const candidateSince = state.candidate === target ? state.candidateSince! : day;
  const isFirst = state.band === null;
  if (isFirst || isAcross(state.band!, score, model) || day - candidateSince >= model.hold_days)
    return { band: target, since: day, candidate: null, candidateSince: null };
  return { ...state, candidate: target, candidateSince };
}

function isAcross(band: Band, score: number, model: HealthModel): boolean {
  const { green_from, yellow_from, margin } = model;
  if (band === 'green') return score < green_from - margin;
  if (band === 'red') return score >= yellow_from + margin;
  return score >= green_from + margin || score < yellow_from - margin;
}

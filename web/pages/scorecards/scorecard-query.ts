import { queryOptions } from '@tanstack/react-query';
import type { OutcomeStudy } from '../../../server/api/contract/outcome-study.ts';
import type { Scorecard, ScorecardOccasions, Scorecards } from '../../../server/api/contract/scorecard.ts';
import { api, at } from '../../api.ts';

/** How far back a scorecard looks, in days, kept in the URL. */
export const DAYS = [90, 365, 730] as const;
export type Days = (typeof DAYS)[number];

export interface ScorecardSearch {
  readonly days?: Days | undefined;
}

export function readScorecardSearch(search: Record<string, unknown>): ScorecardSearch {
  const days = DAYS.find((one) => one === Number(search.days));
  return days ? { days } : {};
}

export type Figure = keyof Scorecard['counts'];

/** What leads from a figure to the occasions behind it. */
export interface FigureBehind {
  readonly figure: Figure;
  readonly step?: string;
  readonly version?: string;
  readonly segment?: string;
  readonly member?: string;
}

/** The first day, 'YYYY-MM-DD', so many days ago. */
function since(days: Days): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

export const scorecardsQuery = (organisation: string, days: Days = 365) =>
  queryOptions({
    queryKey: ['o', organisation, 'scorecards', days],
    queryFn: ({ signal }) => api.get<Scorecards>(at(organisation, 'scorecards', { from: since(days) }), signal),
  });

export const scorecardQuery = (organisation: string, playbook: string, days: Days = 365) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'scorecard', days],
    queryFn: ({ signal }) =>
      api.get<Scorecard>(at(organisation, 'playbooks', playbook, 'scorecard', { from: since(days) }), signal),
  });

/** What became of the accounts, so many days after the start; without a number, those of the goal. */
export const outcomesQuery = (organisation: string, playbook: string, days: number | undefined) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'outcomes', days],
    queryFn: ({ signal }) =>
      api.get<OutcomeStudy>(at(organisation, 'playbooks', playbook, 'outcomes', { days }), signal),
  });

export const occasionsQuery = (organisation: string, playbook: string, days: Days, behind: FigureBehind) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'scorecard', days, behind],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ from: since(days) });
      for (const [name, value] of Object.entries(behind)) asked.set(name, String(value));
      const path = at(organisation, 'playbooks', playbook, 'scorecard', 'occasions');
      return api.get<ScorecardOccasions>(`${path}?${asked}`, signal);
    },
  });

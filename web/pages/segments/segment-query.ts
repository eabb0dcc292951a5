import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ListedSegment, RulePreview, RuleSignal, Segment } from '../../../server/api/contract/segment.ts';
import { api, at } from '../../api.ts';

export const segmentsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'segments'],
    queryFn: async ({ signal }) =>
      (await api.get<{ segments: ListedSegment[] }>(at(organisation, 'segments'), signal)).segments,
  });

export const segmentQuery = (organisation: string, segment: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'segment', segment],
    queryFn: ({ signal }) => api.get<Segment>(at(organisation, 'segments', segment), signal),
  });

export const ruleSignalsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'rule-signals'],
    queryFn: async ({ signal }) =>
      (await api.get<{ signals: RuleSignal[] }>(at(organisation, 'rule-signals'), signal)).signals,
    staleTime: 5 * 60_000,
  });

/** What a rule means and whom it finds, by name. */
export interface FoundByRule extends Omit<RulePreview, 'accounts'> {
  readonly names: readonly string[];
}

/** What a rule means and whom it finds; what was found before stays until the answer has come. */
export const rulePreviewQuery = (organisation: string, rule: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'rule-preview', rule],
    queryFn: async (): Promise<FoundByRule> => {
      const { accounts, ...found } = await api.post<RulePreview>(at(organisation, 'rule-previews'), { rule });
      return { ...found, names: accounts.map(({ name }) => name) };
    },
    enabled: rule.trim() !== '',
    retry: false,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

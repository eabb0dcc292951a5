import { queryOptions } from '@tanstack/react-query';
import type { OwnReport, Report, ReportInList, ReportKind } from '../../../server/api/contract/report.ts';
import { api, at } from '../../api.ts';

export const reportsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'reports'],
    queryFn: async ({ signal }) =>
      (await api.get<{ reports: ReportInList[] }>(at(organisation, 'reports'), signal)).reports,
  });

export const reportQuery = (organisation: string, report: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'reports', report],
    queryFn: ({ signal }) => api.get<Report>(at(organisation, 'reports', report), signal),
  });

/** One's own report of the present day or week: as saved, or prepared. */
export const ownReportQuery = (organisation: string, kind: ReportKind) =>
  queryOptions({
    queryKey: ['o', organisation, 'own-report', kind],
    queryFn: ({ signal }) => api.get<OwnReport>(at(organisation, 'my-day', 'reports', kind), signal),
  });

/** What the page keeps in the URL: one's own report of a kind, or a finished one by its id. */
export interface ReportSearch {
  readonly write?: ReportKind | undefined;
  readonly read?: string | undefined;
}

export const KINDS: readonly { readonly kind: ReportKind; readonly title: string; readonly when: string }[] = [
  { kind: 'day_wrap_up', title: 'Wrap up the day', when: 'in the evening' },
  { kind: 'week_plan', title: 'Plan the week', when: 'on Monday' },
  { kind: 'week_review', title: 'Review the week', when: 'on Friday' },
  { kind: 'week_report', title: 'Weekly report', when: 'for your manager' },
];

export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  const kind = KINDS.find(({ kind }) => kind === search.write)?.kind;
  return {
    ...(kind ? { write: kind } : {}),
    ...(typeof search.read === 'string' ? { read: search.read } : {}),
  };
}

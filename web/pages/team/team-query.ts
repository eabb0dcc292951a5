import { queryOptions } from '@tanstack/react-query';
import type { LateRun, Team, TeamTask } from '../../../server/api/contract/team.ts';
import { api, at } from '../../api.ts';

export const teamQuery = (organisation: string, quietDays?: number) =>
  queryOptions({
    queryKey: ['o', organisation, 'team', quietDays ?? null],
    queryFn: ({ signal }) => api.get<Team>(at(organisation, 'team', { quietDays }), signal),
  });

export interface TeamWorkFilter {
  readonly member?: string;
  readonly due?: 'overdue' | 'today';
  readonly playbook?: string;
  readonly step?: string;
}

/** The open tasks behind a figure. */
export const teamTasksQuery = (organisation: string, filter: TeamWorkFilter) =>
  queryOptions({
    queryKey: ['o', organisation, 'team', 'tasks', filter],
    queryFn: async ({ signal }) =>
      (await api.get<{ tasks: TeamTask[] }>(at(organisation, 'team', 'tasks', { ...filter }), signal)).tasks,
  });

/** Runs of a CSM's accounts in which nothing has been done in time. */
export const lateRunsQuery = (organisation: string, member: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'team', 'late', member],
    queryFn: async ({ signal }) =>
      (await api.get<{ runs: LateRun[] }>(at(organisation, 'team', 'late-first-actions', { member }), signal)).runs,
  });

import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Organisation } from '../server/api/contract/organisation.ts';
import type { Session } from '../server/api/contract/session.ts';
import { ApiProblem, api, at } from './api.ts';

export type Membership = Session['memberships'][number];

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await api.get<Session>('/api/session', signal);
    } catch (failure) {
      if (failure instanceof ApiProblem && failure.status === 401) return null;
      throw failure;
    }
  },
  staleTime: 5 * 60_000,
});

export const organisationQuery = (slug: string) =>
  queryOptions({
    queryKey: ['o', slug, 'organisation'],
    queryFn: ({ signal }) => api.get<Organisation>(at(slug), signal),
    staleTime: 5 * 60_000,
  });

/** The slug of the page's organisation. */
export function useSlug(): string {
  const { organisation } = useParams({ strict: false });
  if (!organisation) throw new ApiProblem(404, 'This page belongs to no organisation.');
  return organisation;
}

/** The organisation of the page. Only below the layout, which has loaded it. */
export function useOrganisation(): Organisation {
  return useSuspenseQuery(organisationQuery(useSlug())).data;
}

/** Who one is in the organisation of the page. */
export function useMember(): Membership {
  const slug = useSlug();
  const membership = useSuspenseQuery(sessionQuery).data?.memberships.find((one) => one.slug === slug);
  if (!membership) throw new ApiProblem(404, 'This organisation does not exist, or you do not belong to it.');
  return membership;
}

const WORKING = ['admin', 'manager', 'csm', 'account_manager', 'support'];
const TAKING_PART = [...WORKING, 'executive'];
const MANAGING = ['admin', 'manager'];

/** Whether one may do work here (steps, tasks, situations) or only read; the server checks it again. */
export function useMayWork(): boolean {
  return WORKING.includes(useMember().role);
}

/** Whether one may note, log what a customer said, escalate, and act on what has come to oneself: executives, too. */
export function useMayTakePart(): boolean {
  return TAKING_PART.includes(useMember().role);
}

/** Whether one may change how things run here: playbooks, health, sources. */
export function useMayManage(): boolean {
  return MANAGING.includes(useMember().role);
}

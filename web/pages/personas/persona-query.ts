import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ListedPersona, Persona, PersonaPreview } from '../../../server/api/contract/persona.ts';
import type { RuleSignal } from '../../../server/api/contract/segment.ts';
import { api, at } from '../../api.ts';
import type { FoundByRule } from '../segments/segment-query.ts';

export const personasQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'personas'],
    queryFn: async ({ signal }) =>
      (await api.get<{ personas: ListedPersona[] }>(at(organisation, 'personas'), signal)).personas,
  });

export const personaQuery = (organisation: string, persona: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'persona', persona],
    queryFn: ({ signal }) => api.get<Persona>(at(organisation, 'personas', persona), signal),
  });

export const contactFieldsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'contact-fields'],
    queryFn: async ({ signal }) =>
      (await api.get<{ fields: RuleSignal[] }>(at(organisation, 'contact-fields'), signal)).fields,
    staleTime: 5 * 60_000,
  });

/** What the rule of a persona means and whom it finds; what was found before stays until the answer has come. */
export const personaPreviewQuery = (organisation: string, rule: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'persona-preview', rule],
    queryFn: async (): Promise<FoundByRule> => {
      const { contacts, ...found } = await api.post<PersonaPreview>(at(organisation, 'persona-previews'), { rule });
      return { ...found, names: contacts.map(({ name, account }) => `${name} (${account})`) };
    },
    enabled: rule.trim() !== '',
    retry: false,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

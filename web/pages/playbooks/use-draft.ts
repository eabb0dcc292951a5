import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PlaybookDraft } from '../../../server/api/contract/playbook-draft.ts';
import { ApiProblem, api, at } from '../../api.ts';
import { playbooksQuery } from './playbook-query.ts';

export const draftQuery = (organisation: string, playbook: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'draft'],
    queryFn: async ({ signal }) =>
      (await api.get<{ draft: PlaybookDraft | null }>(at(organisation, 'playbooks', playbook, 'draft'), signal)).draft,
  });

/** So long a pause while writing is one to save in, in milliseconds. */
const PAUSE = 800;
/** So long after a failure it is tried again. */
const AGAIN_AFTER = 3_000;

/** What is kept of what is written. */
export interface KeptDraft {
  /** As the server has it; null when it has none. */
  readonly draft: PlaybookDraft | null;
  readonly isUnsaved: boolean;
  readonly isPaused: boolean;
  /** Why it has not been saved yet, while that is tried again. */
  readonly failure: Error | null;
  /** Why it is not saved any more: somebody else has, mostly. */
  readonly refused: Error | null;
  /** Saves it over what somebody else has saved, on purpose. */
  readonly keepMine: () => Promise<void>;
}

/** Keeps a text as the draft of a playbook while it is written: after each pause, one at a time, and never over what somebody else has saved. */
export function useDraft({
  organisation,
  playbook,
  begun,
  published,
  text,
  basedOn,
  isPaused,
}: {
  organisation: string;
  /** Null for a new one, which has no draft. */
  playbook: string | null;
  begun: PlaybookDraft | null;
  published: string;
  text: string;
  basedOn: number;
  isPaused: boolean;
}): KeptDraft {
  const [draft, setDraft] = useState(begun);
  const [kept, setKept] = useState({ text: begun?.document ?? published, basedOn: begun?.basedOn ?? basedOn });
  const [refused, setRefused] = useState<Error | null>(null);
  const [settled] = useDebouncedValue(text, PAUSE);
  const queries = useQueryClient();
  const address = at(organisation, 'playbooks', playbook ?? '', 'draft');
  const save = useMutation({
    mutationFn: (sent: typeof kept) =>
      api.put<PlaybookDraft>(address, {
        document: sent.text,
        basedOn: sent.basedOn,
        revision: draft?.revision ?? null,
      }),
    onSuccess: (saved, sent) => {
      // The library says that there is one now.
      if (draft === null) void queries.invalidateQueries({ queryKey: playbooksQuery(organisation).queryKey });
      setDraft(saved);
      setKept(sent);
    },
    onError: (failure: Error) => setRefused(failure),
    retry: (_, failure) => !(failure instanceof ApiProblem) || failure.status === 0 || failure.status >= 500,
    retryDelay: AGAIN_AFTER,
    networkMode: 'always',
  });
  const isDifferent = text !== kept.text || (draft !== null && basedOn !== kept.basedOn);
  const { mutate, isPending } = save;
  const isDue = playbook !== null && !isPaused && refused === null && !isPending && isDifferent && settled === text;
  useEffect(() => {
    if (isDue) mutate({ text: settled, basedOn });
  }, [isDue, mutate, settled, basedOn]);
  return {
    draft,
    isUnsaved: isDifferent,
    isPaused,
    failure: isPending ? save.failureReason : null,
    refused,
    keepMine: async () => {
      setDraft((await api.get<{ draft: PlaybookDraft | null }>(address)).draft);
      setRefused(null);
    },
  };
}

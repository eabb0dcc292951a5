import { Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { findQuery } from '../layout/find-query.ts';
import { useStartRun } from '../situations/situation-page.tsx';

/** Starts a playbook by hand for an account that one finds by name. */
export function StartDialog({ playbook, onClose }: { playbook: Pick<Playbook, 'key' | 'title'>; onClose: () => void }) {
  const slug = useSlug();
  const [text, setText] = useState('');
  const [account, setAccount] = useState<{ id: string; name: string } | null>(null);
  const [reason, setReason] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const { data: found, isFetching } = useQuery({
    ...findQuery(slug, asked),
    enabled: asked !== '' && asked !== account?.name,
    placeholderData: keepPreviousData,
  });
  const start = useStartRun();
  const choices = [...(account ? [account] : []), ...(found?.accounts ?? []).filter((one) => one.id !== account?.id)];
  return (
    <AskDialog
      opened
      title={`Start “${playbook.title}”`}
      act={account ? `Start it for ${account.name}` : 'Start it'}
      isReady={account !== null}
      isBusy={start.isPending}
      onSubmit={() =>
        account &&
        start.mutate({
          accountId: account.id,
          playbookKey: playbook.key,
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        })
      }
      onClose={onClose}
    >
      <Select
        label="Account"
        placeholder="Type a name"
        description="Its steps go to the account team, with due dates from now."
        searchable
        data-autofocus
        data={choices.map((one) => ({ value: one.id, label: one.name }))}
        filter={({ options }) => options}
        searchValue={text}
        onSearchChange={setText}
        value={account?.id ?? null}
        onChange={(id) => setAccount(choices.find((one) => one.id === id) ?? null)}
        nothingFoundMessage={asked === '' || isFetching ? undefined : 'No account has this in its name'}
      />
      <Textarea
        label="Why? (optional)"
        description="It stands first in the log of the run."
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

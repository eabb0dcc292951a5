import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { playbooksQuery } from '../playbooks/playbook-query.ts';
import { useStartRun } from '../situations/situation-page.tsx';

/** Starts a playbook by hand for this account. */
export function StartPlaybook({ account, onClose }: { account: Account; onClose: () => void }) {
  const playbooks = useQuery(playbooksQuery(useSlug())).data?.filter((one) => one.status !== 'retired') ?? [];
  const [key, setKey] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const start = useStartRun();
  const chosen = playbooks.find((one) => one.key === key);
  return (
    <AskDialog
      opened
      title={`Start a playbook for ${account.name}`}
      act={chosen ? `Start “${chosen.title}”` : 'Start'}
      isReady={chosen !== undefined}
      isBusy={start.isPending}
      onSubmit={() =>
        chosen &&
        start.mutate({
          accountId: account.id,
          playbookKey: chosen.key,
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        })
      }
      onClose={onClose}
    >
      <Select
        label="Playbook"
        description={chosen?.summary ?? 'Its steps go to the account team, with due dates from now.'}
        data={playbooks.map((one) => ({ value: one.key, label: one.title }))}
        value={key}
        onChange={setKey}
        searchable
        data-autofocus
        nothingFoundMessage="No playbook of this name"
      />
      <Textarea
        label="Why? (optional)"
        description="It stands first in the log of the run."
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { AccountSelect, type ChosenAccount } from '../accounts/account-select.tsx';
import { useStartRun } from '../situations/situation-page.tsx';

/** Starts a playbook by hand for an account that one finds by name. */
export function StartDialog({ playbook, onClose }: { playbook: Pick<Playbook, 'key' | 'title'>; onClose: () => void }) {
  const [account, setAccount] = useState<ChosenAccount | null>(null);
  const [reason, setReason] = useState('');
  const start = useStartRun();
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
      <AccountSelect
        value={account}
        onChange={setAccount}
        description="Its steps go to the account team, with due dates from now."
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

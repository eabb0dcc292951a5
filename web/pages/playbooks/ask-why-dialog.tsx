import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { AccountSelect, type ChosenAccount } from '../accounts/account-select.tsx';

/** Asks for which account one wants to know why a playbook starts, or why it does not, and goes there. */
export function AskWhyDialog({
  playbook,
  onClose,
}: {
  playbook: Pick<Playbook, 'key' | 'title'>;
  onClose: () => void;
}) {
  const organisation = useSlug();
  const navigate = useNavigate();
  const [account, setAccount] = useState<ChosenAccount | null>(null);
  return (
    <AskDialog
      opened
      title={`Why “${playbook.title}” starts, or why not`}
      act={account ? `Show it for ${account.name}` : 'Show it'}
      isReady={account !== null}
      onSubmit={() =>
        account &&
        void navigate({
          to: '/o/$organisation/accounts/$account/why',
          params: { organisation, account: account.id },
          search: { playbook: playbook.key },
        })
      }
      onClose={onClose}
    >
      <AccountSelect
        value={account}
        onChange={setAccount}
        description="Each clause with its value, how far it is from true, and what held it back, on any day."
      />
    </AskDialog>
  );
}

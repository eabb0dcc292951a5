import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayRole } from '../../ui/words.ts';
import { membersQuery } from './members-query.ts';

export interface Delegation {
  readonly memberId: string;
  readonly name: string;
  readonly reason?: string;
}

/** Gives a task to somebody else, who hears of it by e-mail. */
export function DelegateDialog({
  title,
  owner,
  opened,
  isBusy,
  onDelegate,
  onClose,
}: {
  title: string;
  /** Who has it now. */
  owner: string | null;
  opened: boolean;
  isBusy: boolean;
  onDelegate: (delegation: Delegation) => void;
  onClose: () => void;
}) {
  const members = useQuery({ ...membersQuery(useSlug()), enabled: opened });
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const able =
    members.data?.filter((one) => one.status === 'active' && one.role !== 'viewer' && one.id !== owner) ?? [];
  const chosen = able.find((one) => one.id === to);
  return (
    <AskDialog
      opened={opened}
      title="Delegate"
      act={chosen ? `Give it to ${chosen.name}` : 'Delegate'}
      isReady={chosen !== undefined}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() =>
        chosen &&
        onDelegate({ memberId: chosen.id, name: chosen.name, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      }
    >
      <Select
        label={`Who does “${title}”?`}
        description="They get an e-mail about it. The due date stays."
        placeholder={members.isPending ? 'Loading …' : 'Choose a member'}
        data={able.map((one) => ({ value: one.id, label: `${one.name} (${sayRole(one.role)})` }))}
        value={to}
        onChange={setTo}
        searchable
        data-autofocus
        nothingFoundMessage="Nobody of this name"
      />
      <Textarea
        label="What they should know (optional)"
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

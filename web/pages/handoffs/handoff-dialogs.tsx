import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Handoff } from '../../../server/api/contract/handoff.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayRole } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import { useHandoff } from './use-handoff.ts';

interface HandoffDialogProps {
  readonly handoff: Handoff;
  readonly onClose: () => void;
}

/** Returns it: what is missing, a line each. */
export function ReturnDialog({ handoff, onClose }: HandoffDialogProps) {
  const [text, setText] = useState('');
  const { giveBack } = useHandoff(handoff, onClose);
  const gaps = text
    .split('\n')
    .map((line) => line.replace(/^[-*]\s*/, '').trim())
    .filter(Boolean);
  return (
    <AskDialog
      opened
      title={`Return to ${handoff.giver.name}`}
      act="Return it"
      isReady={gaps.length > 0}
      isBusy={giveBack.isPending}
      onSubmit={() => giveBack.mutate({ gaps })}
      onClose={onClose}
    >
      <Textarea
        label="What is missing? One gap a line"
        description={`${handoff.giver.name} stays responsible, closes the gaps and offers it again.`}
        placeholder={'Who decides, and by when\nThe budget it comes from'}
        autosize
        minRows={4}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </AskDialog>
  );
}

/** Offers it once more, with the brief mended, to the same person or another. */
export function OfferAgainDialog({ handoff, onClose }: HandoffDialogProps) {
  const [receiverId, setReceiverId] = useState(handoff.receiver?.id ?? null);
  const [brief, setBrief] = useState(handoff.brief);
  const { offerAgain } = useHandoff(handoff, onClose);
  return (
    <AskDialog
      opened
      title="Offer it again"
      act="Offer again"
      isReady={brief.trim() !== ''}
      isBusy={offerAgain.isPending}
      onSubmit={() => offerAgain.mutate({ receiverId, brief })}
      onClose={onClose}
    >
      <ReceiverSelect
        role={handoff.receiverRole}
        giver={handoff.giver.id}
        value={receiverId}
        onChange={setReceiverId}
        within={handoff.acceptWithin}
      />
      <BriefField value={brief} onChange={setBrief} />
    </AskDialog>
  );
}

export function WithdrawDialog({ handoff, onClose }: HandoffDialogProps) {
  const [reason, setReason] = useState('');
  const { withdraw } = useHandoff(handoff, onClose);
  return (
    <AskDialog
      opened
      title="Withdraw the handoff"
      act="Withdraw"
      isReady={reason.trim() !== ''}
      isBusy={withdraw.isPending}
      onSubmit={() => withdraw.mutate({ reason })}
      onClose={onClose}
    >
      <Textarea
        label="Why?"
        description={`“${handoff.subject}” stays with ${handoff.giver.name}.`}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </AskDialog>
  );
}

const ANYBODY = 'anybody';

/** To whom it goes: somebody by name, or whoever has the role and takes it first. */
export function ReceiverSelect({
  role,
  giver,
  value,
  onChange,
  within,
}: {
  role: string;
  giver: string;
  value: string | null;
  onChange: (memberId: string | null) => void;
  within: string;
}) {
  const members = useQuery(membersQuery(useSlug())).data ?? [];
  const able = members.filter((one) => one.status === 'active' && one.role !== 'viewer' && one.id !== giver);
  // Who has the role stands first.
  const sorted = [...able].sort((a, b) => Number(b.role === role) - Number(a.role === role));
  return (
    <Select
      label="To"
      description={`They have ${within.replace('bd', ' business days')} to accept it or to return it.`}
      data={[
        { value: ANYBODY, label: `Whoever is ${sayRole(role)} and takes it first` },
        ...sorted.map((one) => ({ value: one.id, label: `${one.name} (${sayRole(one.role)})` })),
      ]}
      value={value ?? ANYBODY}
      onChange={(chosen) => onChange(chosen === ANYBODY ? null : chosen)}
      allowDeselect={false}
      searchable
      nothingFoundMessage="Nobody of this name"
    />
  );
}

export function BriefField({ value, onChange }: { value: string; onChange: (brief: string) => void }) {
  return (
    <Textarea
      label="Brief"
      description="Filled in from the account. What stands in brackets only you know."
      autosize
      minRows={8}
      maxRows={18}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

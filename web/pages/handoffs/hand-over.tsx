import { Select, Skeleton, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import type { DraftBrief } from '../../../server/api/contract/handoff.ts';
import { api, at } from '../../api.ts';
import { useMember, useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayCount } from '../../ui/number.ts';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { BriefField, ReceiverSelect } from './handoff-dialogs.tsx';
import { briefQuery } from './handoffs-query.ts';

const KINDS = [
  { value: 'csm csm', label: 'The account, to another CSM' },
  { value: 'csm account_manager', label: 'An expansion, to the account manager' },
  { value: 'csm support', label: 'A case, to support' },
  { value: 'sales csm', label: 'A new customer, from sales to the CSM' },
] as const;

const WITHIN = '2bd';

/** Offers something of this account to a colleague, with the brief filled in. */
export function HandOver({ account, onClose }: { account: Account; onClose: () => void }) {
  const [kind, setKind] = useState<string>(KINDS[0].value);
  const [giverRole = '', receiverRole = ''] = kind.split(' ');
  const draft = useQuery(briefQuery(useSlug(), { account: account.id, giverRole, receiverRole }));
  const choose = (
    <Select
      label="What do you hand over?"
      data={[...KINDS]}
      value={kind}
      onChange={(next) => next && setKind(next)}
      allowDeselect={false}
      data-autofocus
    />
  );
  if (!draft.data) {
    return (
      <AskDialog
        opened
        title={`Hand over, ${account.name}`}
        act="Offer it"
        isReady={false}
        onSubmit={onClose}
        onClose={onClose}
      >
        {choose}
        {draft.error ? <Failed error={draft.error} retry={() => void draft.refetch()} /> : <Skeleton height={220} />}
      </AskDialog>
    );
  }
  return <Offer key={kind} {...{ account, giverRole, receiverRole, onClose, choose }} draft={draft.data} />;
}

function Offer({
  account,
  giverRole,
  receiverRole,
  draft,
  choose,
  onClose,
}: {
  account: Account;
  giverRole: string;
  receiverRole: string;
  draft: DraftBrief;
  choose: ReactNode;
  onClose: () => void;
}) {
  const slug = useSlug();
  const { memberId } = useMember();
  const [subject, setSubject] = useState(receiverRole === 'csm' ? `Looking after ${account.name}` : '');
  const [receiverId, setReceiverId] = useState(draft.receiver?.id ?? null);
  const [brief, setBrief] = useState(draft.text);
  const offer = useWrite({
    send: () =>
      api.post(at(slug, 'handoffs'), {
        accountId: account.id,
        giverRole,
        receiverRole,
        receiverId,
        subject,
        brief,
        acceptWithin: WITHIN,
      }),
    done: () => `Offered: ${subject}. You carry it until it is accepted.`,
    after: onClose,
  });
  return (
    <AskDialog
      opened
      title={`Hand over, ${account.name}`}
      act="Offer it"
      isReady={subject.trim() !== '' && brief.trim() !== ''}
      isBusy={offer.isPending}
      onSubmit={() => offer.mutate()}
      onClose={onClose}
    >
      {choose}
      <ReceiverSelect
        role={receiverRole}
        giver={memberId}
        value={receiverId}
        onChange={setReceiverId}
        within={WITHIN}
      />
      <TextInput
        label="In a few words"
        placeholder="Forty more seats for the new site"
        maxLength={300}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <BriefField value={brief} onChange={setBrief} />
      <Text size="sm" c="dimmed">
        You stay responsible until it is accepted.
        {draft.tasks > 0 &&
          ` Your ${sayCount(draft.tasks, 'open task')} of this account ${draft.tasks === 1 ? 'goes' : 'go'} along then.`}
      </Text>
    </AskDialog>
  );
}

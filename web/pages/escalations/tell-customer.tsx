import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Escalation } from '../../../server/api/contract/escalation.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayRole } from '../../ui/words.ts';
import { contactsQuery } from '../accounts/account-query.ts';
import { useEscalation } from './use-escalation.ts';

/** A drafted e-mail to the customer, to be read and edited; it is sent with the click and counts as a contact. */
export function TellCustomer({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const { account, draft } = escalation;
  const contacts = useQuery(contactsQuery(useSlug(), account.id)).data ?? [];
  const able = contacts.filter((one) => one.leftOn === null && one.email !== null);
  const [to, setTo] = useState<string | null>(null);
  const [subject, setSubject] = useState(draft.subject);
  const [text, setText] = useState(draft.text);
  const act = useEscalation(escalation.id);
  const chosen = able.find((one) => one.id === to);
  const gap = text.match(/\[[^\]\n]+\]/)?.[0];
  return (
    <AskDialog
      opened
      title={`Write to ${account.name}`}
      act={chosen ? `Send it to ${chosen.name ?? chosen.email}` : 'Send'}
      isReady={chosen !== undefined && gap === undefined && subject.trim() !== '' && text.trim() !== ''}
      isBusy={act.isPending}
      onSubmit={() =>
        act.mutate(
          {
            what: 'messages',
            body: { contactId: to, subject, text },
            said: 'The e-mail is on its way. The clock stands still for a while.',
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Select
        label="To"
        placeholder={able.length === 0 ? 'No contact has an e-mail address' : 'Choose a contact'}
        data={able.map((one) => ({
          value: one.id,
          label: `${one.name ?? one.email}${one.role ? ` (${sayRole(one.role).toLowerCase()})` : ''}`,
        }))}
        value={to}
        onChange={(value) => {
          setTo(value);
          const name = able.find((one) => one.id === value)?.name?.split(' ')[0];
          if (name) setText((before) => before.replace('[first name]', name));
        }}
        searchable
        data-autofocus
      />
      <TextInput
        label="Subject"
        maxLength={300}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label="Text"
        description={gap ? `Fill in ${gap} before it is sent.` : 'Answers come to you.'}
        autosize
        minRows={8}
        maxRows={16}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

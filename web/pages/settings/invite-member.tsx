import { Alert, Button, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NewInvitation } from '../../../server/api/contract/member.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { ROLE_OPTIONS, ROLE_WORDS } from './role-options.ts';

/** Invites a person by a link, which is shown once and sent by e-mail where Steward can send it. */
export function InviteMember({ onClose }: { onClose: () => void }) {
  const slug = useSlug();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('csm');
  const [made, setMade] = useState<NewInvitation | null>(null);
  const invite = useWrite<void, NewInvitation>({
    send: () => api.post(at(slug, 'invitations'), { name: name.trim(), email: email.trim(), role }),
    done: () => null,
    after: setMade,
  });
  if (made) return <InvitationLink invitation={made} name={name.trim()} onClose={onClose} />;
  return (
    <AskDialog
      opened
      title="Invite a member"
      act="Make the invitation"
      isReady={name.trim() !== '' && email.includes('@')}
      isBusy={invite.isPending}
      onSubmit={() => invite.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        maxLength={200}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput label="E-mail" type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <Select
        label="Role"
        description={ROLE_WORDS[role]}
        data={ROLE_OPTIONS}
        value={role}
        allowDeselect={false}
        onChange={(next) => next && setRole(next)}
      />
    </AskDialog>
  );
}

function InvitationLink({
  invitation: { link, expiresAt, isSent },
  name,
  onClose,
}: {
  invitation: NewInvitation;
  name: string;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={`${name} is invited`}>
      <Stack gap="md">
        <Alert color="yellow">
          {isSent
            ? 'The link has been sent by e-mail too. '
            : 'Send them this link: Steward has no mail server to do so. '}
          It is shown only now.
        </Alert>
        <Group gap="sm" align="flex-end" wrap="nowrap">
          <TextInput flex={1} label="Link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          <CopyButton value={link}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
          </CopyButton>
        </Group>
        <Text size="sm" c="dimmed">
          It works once, until <Instant at={expiresAt} />.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

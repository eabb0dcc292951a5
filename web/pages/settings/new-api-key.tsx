import { Alert, Button, Checkbox, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NewApiKey as MadeKey } from '../../../server/api/contract/api-key.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { useToday } from '../../ui/when.tsx';

const SCOPES = [
  { value: 'read', label: 'read', description: 'Look at everything.' },
  { value: 'write', label: 'write', description: 'Do work: log, change accounts, run playbooks, import.' },
  { value: 'admin', label: 'admin', description: 'Settings, members, keys, audit log.' },
];

/** Makes an API key, and shows it once. */
export function NewApiKey({ onClose }: { onClose: () => void }) {
  const slug = useSlug();
  const today = useToday();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [until, setUntil] = useState('');
  const [made, setMade] = useState<MadeKey | null>(null);
  const make = useWrite<void, MadeKey>({
    send: () =>
      api.post(at(slug, 'api-keys'), {
        name: name.trim(),
        scopes,
        expiresAt: until ? new Date(`${until}T23:59:59`).toISOString() : null,
      }),
    done: () => null,
    after: setMade,
  });
  if (made) {
    return (
      <Modal opened onClose={onClose} title={`The key “${made.name}”`}>
        <Stack gap="md">
          <Alert color="yellow">Copy the key now: it is shown only once.</Alert>
          <Group gap="sm" align="flex-end" wrap="nowrap">
            <TextInput
              flex={1}
              label="API key"
              description="Send it as Authorization: Bearer <key>"
              readOnly
              value={made.key}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={made.key}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
            </CopyButton>
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              I have the key
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <AskDialog
      opened
      title="Make an API key"
      act="Make the key"
      isReady={name.trim() !== '' && scopes.length > 0}
      isBusy={make.isPending}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="What uses it, so that you know later what to revoke."
        placeholder="Nightly export"
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label="Scopes"
        description="It acts as you, and never more than your role may."
        value={scopes}
        onChange={setScopes}
      >
        <Stack gap={8} mt={8}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope.value} {...scope} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        type="date"
        label="Good until (optional)"
        min={today}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

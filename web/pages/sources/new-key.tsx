import { Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { Snippets } from './snippets.tsx';

/** A write key just made, with what to paste into the product: the only time that the key is shown. */
export function NewKey({ source, secret, onClose }: { source: string; secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size="lg" title={`Write key of ${source}`}>
      <Stack gap="md">
        <Alert color="yellow">Copy the key now: it is shown only once.</Alert>
        <Group gap="sm" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            label="Write key"
            readOnly
            value={secret}
            onFocus={(event) => event.currentTarget.select()}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          />
          <CopyButton value={secret}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
          </CopyButton>
        </Group>
        <div>
          <Text fw={500} mb={6}>
            Paste this into the product
          </Text>
          <Snippets writeKey={secret} />
        </div>
        <Text size="sm" c="dimmed">
          What arrives is shown under the source, a second or two later.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>I have the key</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

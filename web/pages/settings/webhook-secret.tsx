import { Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSlug } from '../../session.ts';
import { webhookSecretQuery } from './settings-query.ts';

/** The secret by which a receiver knows that a webhook came from here; it is copied, not shown. */
export function WebhookSecret() {
  const { data: secret } = useQuery(webhookSecretQuery(useSlug()));
  if (!secret) return null;
  return (
    <Group gap="sm" justify="space-between">
      <div>
        <Text size="sm">Secret of webhooks</Text>
        <Text size="xs" c="dimmed">
          Steward-Signature is HMAC-SHA256 of “time.body” with it.
        </Text>
      </div>
      <CopyButton value={secret}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" leftSection={<IconCopy size={15} stroke={1.75} />} onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

import { ActionIcon, Button, Code, Collapse, Group, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { NewWriteKey, Source } from '../../../server/api/contract/source.ts';
import { api, at } from '../../api.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { ArrivingEvents } from './arriving-events.tsx';
import { Snippets } from './snippets.tsx';
import classes from './sources.module.css';

type WriteKey = Source['writeKeys'][number];

/** A product that sends events: its keys, what it may do, what to paste into it, what arrives. */
export function TrackingSource({ source, onKey }: { source: Source; onKey: (key: string) => void }) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const [shows, setShows] = useState<'events' | 'snippet' | null>('events');
  const [revoking, setRevoking] = useState<WriteKey | null>(null);
  const makeKey = useWrite<void, NewWriteKey>({
    send: () => api.post(at(slug, 'sources', source.id, 'write-keys')),
    done: () => null,
    after: ({ key }) => onKey(key),
  });
  const change = useWrite<boolean>({
    send: (createsAccounts) => api.patch(at(slug, 'sources', source.id), { createsAccounts }),
    done: (_, creates) => (creates ? 'Unknown groups make accounts now.' : 'Unknown groups make no accounts now.'),
  });
  const revoke = useWrite<WriteKey>({
    send: ({ id }) => api.delete(at(slug, 'write-keys', id)),
    done: (_, { prefix }) => `The key ${prefix}… does not work any more.`,
    after: () => setRevoking(null),
  });
  const toggle = (what: 'events' | 'snippet') => setShows(shows === what ? null : what);
  return (
    <section className={classes.source} aria-label={source.name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div>
            <Text fw={600}>{source.name}</Text>
            <Text size="sm" c="dimmed">
              since <Instant at={source.createdAt} />
            </Text>
          </div>
          <Switch
            size="xs"
            label="Unknown groups make accounts"
            checked={source.createsAccounts}
            disabled={!mayManage || change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
          />
        </Group>
        <Group gap="sm">
          {source.writeKeys.length === 0 && (
            <Text size="sm" c="dimmed">
              It has no write key, so that nothing can come in.
            </Text>
          )}
          {source.writeKeys.map((key) => (
            <Group key={key.id} gap={4} wrap="nowrap">
              <Code>{key.prefix}…</Code>
              <Text size="xs" c="dimmed">
                <Instant at={key.createdAt} />
              </Text>
              {mayManage && (
                <Tooltip label="Revoke this key">
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={`Revoke the key ${key.prefix}`}
                    onClick={() => setRevoking(key)}
                  >
                    <IconTrash size={13} aria-hidden="true" />
                  </ActionIcon>
                </Tooltip>
              )}
            </Group>
          ))}
          {mayManage && (
            <Button size="compact-sm" variant="subtle" loading={makeKey.isPending} onClick={() => makeKey.mutate()}>
              New key
            </Button>
          )}
        </Group>
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={shows === 'events'}
            onClick={() => toggle('events')}
          >
            What arrives
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={shows === 'snippet'}
            onClick={() => toggle('snippet')}
          >
            What to paste into the product
          </Button>
        </Group>
        <Collapse expanded={shows === 'snippet'}>
          <Snippets writeKey="YOUR_WRITE_KEY" />
        </Collapse>
        {shows === 'events' && <ArrivingEvents source={source.id} />}
      </Stack>
      <Confirm
        opened={revoking !== null}
        title={`Revoke the key ${revoking?.prefix}…?`}
        act="Revoke it"
        isDangerous
        isBusy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      >
        Whatever still sends events with it is refused within five seconds, and what it sends then is lost. Events that
        have arrived stay.
      </Confirm>
    </section>
  );
}

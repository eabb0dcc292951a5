import { Badge, Button, Code, Group, Table, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../server/api/contract/api-key.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { NewApiKey } from './new-api-key.tsx';
import { apiKeysQuery } from './settings-query.ts';

/** Keys for programs: whom each acts as, within which scopes, and when it was used last. */
export function ApiKeys() {
  const slug = useSlug();
  const keys = useQuery(apiKeysQuery(slug));
  const [makes, setMakes] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useWrite<ApiKey>({
    send: ({ id }) => api.delete(at(slug, 'api-keys', id)),
    done: (_, { name }) => `The key “${name}” does not work any more.`,
    after: () => setRevoking(null),
  });
  if (keys.isPending) return <LoadingRows />;
  if (keys.isError) return <Failed error={keys.error} retry={() => void keys.refetch()} />;
  return (
    <Section
      title="API keys"
      beside={
        keys.data.length > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setMakes(true)}
          >
            Make a key
          </Button>
        )
      }
    >
      {keys.data.length === 0 ? (
        <Empty
          icon={<IconKey size={28} stroke={1.5} />}
          title="No program has a key"
          action={<Button onClick={() => setMakes(true)}>Make a key</Button>}
        >
          Everything the pages do, programs can do over the API, described at <Code>/api/openapi.json</Code>. A key acts
          as you, within the scopes you give it.
        </Empty>
      ) : (
        <Table.ScrollContainer minWidth={680}>
          <Table verticalSpacing="xs" aria-label="API keys">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Key</Table.Th>
                <Table.Th>Scopes</Table.Th>
                <Table.Th>Acts as</Table.Th>
                <Table.Th>Used last</Table.Th>
                <Table.Th>Good until</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {keys.data.map((key) => (
                <Table.Tr key={key.id}>
                  <Table.Td>
                    <Text fw={500}>{key.name}</Text>
                    <Code>{key.prefix}…</Code>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {key.scopes.map((scope) => (
                        <Badge key={scope} color="gray">
                          {scope}
                        </Badge>
                      ))}
                    </Group>
                  </Table.Td>
                  <Table.Td>{key.memberName}</Table.Td>
                  <Table.Td>{key.lastUsedAt ? <Instant at={key.lastUsedAt} /> : 'never'}</Table.Td>
                  <Table.Td>{key.expiresAt ? <Instant at={key.expiresAt} /> : 'revoked'}</Table.Td>
                  <Table.Td ta="right">
                    <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setRevoking(key)}>
                      Revoke
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {makes && <NewApiKey onClose={() => setMakes(false)} />}
      <Confirm
        opened={revoking !== null}
        title={`Revoke the key “${revoking?.name}”?`}
        act="Revoke it"
        isDangerous
        isBusy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      >
        Whatever uses it is refused from now on. It cannot be brought back; a new key can be made.
      </Confirm>
    </Section>
  );
}

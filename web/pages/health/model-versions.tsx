import { List, Stack, Text } from '@mantine/core';
import type { HealthModelPage } from '../../../server/api/contract/health-model.ts';
import { Instant } from '../../ui/when.tsx';

/** How the model came to be: each version with who, when, why, and what it changed. */
export function ModelVersions({ versions }: { versions: HealthModelPage['versions'] }) {
  return (
    <Stack gap="md">
      {versions.map(({ version, reason, createdBy, createdAt, changes }) => (
        <div key={version}>
          <Text fw={500}>
            {version === 0 ? 'As shipped' : `Version ${version}`}
            {createdAt && (
              <Text span c="dimmed" size="sm" fw={400}>
                {' '}
                {createdBy ?? 'Steward'}, <Instant at={createdAt} />
              </Text>
            )}
          </Text>
          {reason && <Text size="sm">{reason}</Text>}
          {changes.length > 0 && (
            <List size="sm" c="dimmed" spacing={2} mt={2}>
              {changes.map((change) => (
                <List.Item key={change}>{change}</List.Item>
              ))}
            </List>
          )}
        </div>
      ))}
    </Stack>
  );
}

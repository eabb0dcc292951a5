import { Anchor, Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { Due } from '../../ui/when.tsx';
import { lateRunsQuery } from './team-query.ts';

/** Runs of a CSM's accounts in which the first thing has not been done in time. */
export function LateRuns({ member, onClose }: { member: { id: string; name: string }; onClose: () => void }) {
  const slug = useSlug();
  const { data, error, refetch } = useQuery(lateRunsQuery(slug, member.id));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(560px, 100vw)"
      title={`First actions late, ${member.name}`}
    >
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows />}
      <Stack gap="sm">
        {data?.map((run) => (
          <div key={run.id}>
            <Anchor component={Link} to={paths.run(slug, run.id)} fw={500}>
              {run.account.name}
            </Anchor>
            <Text size="sm" c="dimmed" component="div">
              {run.title}, run #{run.number}, <Due at={run.dueAt} />
            </Text>
          </div>
        ))}
      </Stack>
    </Drawer>
  );
}

import { Anchor, Button, Checkbox, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Due, Instant } from '../../ui/when.tsx';
import { DelegateDialog, type Delegation } from '../members/delegate-dialog.tsx';
import { type TeamWorkFilter, teamTasksQuery } from './team-query.ts';

/** A figure that was clicked: its name, and what is behind it. */
export interface TeamWork extends TeamWorkFilter {
  readonly title: string;
}

/** The tasks behind a figure, with those that are ticked given to somebody else. */
export function TeamTasks({ work: { title, ...filter }, onClose }: { work: TeamWork; onClose: () => void }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const { data, error, refetch } = useQuery(teamTasksQuery(slug, filter));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [asks, setAsks] = useState(false);
  const chosen = data?.filter(({ id }) => ticked.has(id)) ?? [];
  const give = useWrite<Delegation>({
    send: async ({ memberId, reason }) => {
      for (const task of chosen)
        if (task.owner.id !== memberId)
          await api.put(at(slug, 'tasks', task.id, 'owner'), { memberId, ...(reason && { reason }) });
    },
    done: (_, { name }) => `${name} has ${sayCount(chosen.length, 'task')} more.`,
    after: () => {
      setAsks(false);
      setTicked(new Set());
    },
  });
  const tick = (id: string, isTicked: boolean) =>
    setTicked((before) => new Set(isTicked ? [...before, id] : [...before].filter((one) => one !== id)));
  return (
    <Drawer opened onClose={onClose} position="right" size="min(640px, 100vw)" title={title}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows />}
      {data?.length === 0 && <Text c="dimmed">Nothing is open here any more.</Text>}
      {data && data.length > 0 && (
        <Stack gap="sm">
          {mayWork && (
            <Group gap="sm">
              <Checkbox
                label="All"
                checked={chosen.length === data.length}
                indeterminate={chosen.length > 0 && chosen.length < data.length}
                onChange={(event) => setTicked(new Set(event.currentTarget.checked ? data.map(({ id }) => id) : []))}
              />
              <Button size="xs" disabled={chosen.length === 0} onClick={() => setAsks(true)}>
                {chosen.length === 0 ? 'Give to …' : `Give ${sayCount(chosen.length, 'task')} to …`}
              </Button>
            </Group>
          )}
          {data.map((task) => (
            <Group key={task.id} gap="sm" wrap="nowrap" align="flex-start">
              {mayWork && (
                <Checkbox
                  mt={2}
                  aria-label={`${task.title}, ${task.account.name}`}
                  checked={ticked.has(task.id)}
                  onChange={(event) => tick(task.id, event.currentTarget.checked)}
                />
              )}
              <div>
                <Text fw={500}>{task.title}</Text>
                <Text size="sm" c="dimmed" component="div">
                  <Anchor component={Link} to={paths.account(slug, task.account.id)} size="sm">
                    {task.account.name}
                  </Anchor>
                  , {task.owner.name}
                  {task.owner.fallback && ` (${task.owner.fallback})`}
                  {task.dueAt && (
                    <>
                      , <Due at={task.dueAt} />
                    </>
                  )}
                  , open since <Instant at={task.openedAt} />
                  {task.run && (
                    <>
                      ,{' '}
                      <Anchor component={Link} to={paths.run(slug, task.run.id)} size="sm">
                        run #{task.run.number}
                      </Anchor>
                    </>
                  )}
                </Text>
              </div>
            </Group>
          ))}
        </Stack>
      )}
      <DelegateDialog
        title={chosen.length === 1 ? chosen[0]!.title : sayCount(chosen.length, 'task')}
        owner={filter.member ?? null}
        opened={asks}
        isBusy={give.isPending}
        onDelegate={(delegation) => give.mutate(delegation)}
        onClose={() => setAsks(false)}
      />
    </Drawer>
  );
}

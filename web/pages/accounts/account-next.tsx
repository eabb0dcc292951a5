import { ActionIcon, Anchor, Group, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Account, AccountOutlook } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Day, Due } from '../../ui/when.tsx';
import classes from './account.module.css';
import { outlookQuery } from './account-query.ts';

/** What comes next: tasks in the order in which they are due, the next touchpoint, the renewal. */
export function AccountNext({ account }: { account: Account }) {
  const slug = useSlug();
  const outlook = useQuery(outlookQuery(slug, account.id));
  return (
    <Section title="What comes next">
      {outlook.isPending ? (
        <Skeleton height={60} />
      ) : outlook.isError ? (
        <Failed error={outlook.error} retry={() => void outlook.refetch()} />
      ) : (
        <ul className={classes.plain}>
          {outlook.data.tasks.map((task) => (
            <TaskLine key={task.id} task={task} />
          ))}
          <li>
            <Text size="sm" py={4}>
              Next touchpoint: {account.nextTouchpoint ? <Day day={account.nextTouchpoint} /> : 'none agreed'}
            </Text>
          </li>
          {account.renewalDate && (
            <li>
              <Text size="sm" py={4}>
                Renewal: <Day day={account.renewalDate} />
              </Text>
            </li>
          )}
        </ul>
      )}
    </Section>
  );
}

function TaskLine({ task }: { task: AccountOutlook['tasks'][number] }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const finish = useWrite({
    send: () => api.post(at(slug, 'tasks', task.id, 'completion')),
    done: () => `“${task.title}” is done.`,
    ...(task.run === null && { undo: () => api.post(at(slug, 'tasks', task.id, 'reopening')) }),
  });
  return (
    <li>
      <Group gap="sm" py={4} wrap="nowrap" align="flex-start">
        {task.run === null && mayWork ? (
          <Tooltip label="Done">
            <ActionIcon
              size="sm"
              variant="default"
              radius="xl"
              aria-label={`Mark “${task.title}” as done`}
              loading={finish.isPending}
              onClick={() => finish.mutate()}
            >
              <IconCheck size={13} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        ) : null}
        <Text size="sm" component="div">
          <Text span fw={500} size="sm">
            {task.title}
          </Text>
          {`, ${task.owner.name}`}
          {task.dueAt && (
            <>
              , <Due at={task.dueAt} because={task.dueBecause} />
            </>
          )}
          {task.run && (
            <>
              {' '}
              <Anchor component={Link} to={paths.run(slug, task.run.id)} size="sm" c="dimmed" underline="always">
                {task.run.title} #{task.run.number}
              </Anchor>
            </>
          )}
        </Text>
      </Group>
    </li>
  );
}

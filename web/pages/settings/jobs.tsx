import { Badge, Button, Code, List, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Job, RecurringJob } from '../../../server/api/contract/job.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { jobsQuery } from './settings-query.ts';

const STATES: Readonly<Record<Job['state'], { readonly word: string; readonly color: string }>> = {
  waiting: { word: 'Waiting', color: 'gray' },
  running: { word: 'Running', color: 'iris' },
  failing: { word: 'Failed, is tried again', color: 'yellow' },
  failed: { word: 'Failed for good', color: 'red' },
};

/** The work behind the scenes: what recurs, what waits, and what has failed for good and can be tried again. */
export function Jobs() {
  const slug = useSlug();
  const jobs = useQuery(jobsQuery(slug));
  if (jobs.isPending) return <LoadingRows />;
  if (jobs.isError) return <Failed error={jobs.error} retry={() => void jobs.refetch()} />;
  const atWork = jobs.data.jobs.filter(({ state }) => state !== 'waiting');
  const failed = jobs.data.jobs.filter(({ state }) => state === 'failed').length;
  return (
    <>
      <Section
        title="At work"
        beside={
          <Text size="sm" c={failed > 0 ? 'var(--steward-red)' : 'dimmed'} role="status">
            {failed > 0 ? `${sayCount(failed, 'job')} failed for good` : 'nothing has failed for good'}
          </Text>
        }
      >
        {jobs.data.jobs.length === 0 && <Text c="dimmed">Nothing waits, runs or has failed.</Text>}
        {atWork.length > 0 && (
          <Table.ScrollContainer
            minWidth={640}
            scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Jobs' } }}
          >
            <Table verticalSpacing="xs" aria-label="Jobs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Job</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Next try</Table.Th>
                  <Table.Th>Tries</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {atWork.map((job) => (
                  <JobRow key={job.id} job={job} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        <Waiting jobs={jobs.data.jobs} />
      </Section>
      <Section title="Recurring">
        <Recurring jobs={jobs.data.recurring} />
      </Section>
    </>
  );
}

/** Timers of runs wait by the hundred: what waits is told by kind, with the time of the first. */
function Waiting({ jobs }: { jobs: readonly Job[] }) {
  const kinds = Map.groupBy(
    jobs.filter(({ state }) => state === 'waiting'),
    ({ task }) => task,
  );
  return (
    <List size="sm" spacing={4} mt="xs">
      {[...kinds].map(([task, waiting]) => (
        <List.Item key={task}>
          {sayTask(task)}: {waiting.length} {waiting.length === 1 ? 'waits' : 'wait'}, the first{' '}
          <Instant at={waiting.map(({ runAt }) => runAt).sort()[0]!} />
        </List.Item>
      ))}
    </List>
  );
}

function JobRow({ job }: { job: Job }) {
  const slug = useSlug();
  const retry = useWrite({
    send: () => api.post(at(slug, 'jobs', job.id, 'retry')),
    done: () => 'It is being tried again.',
  });
  const { word, color } = STATES[job.state];
  return (
    <Table.Tr>
      <Table.Td>
        {sayTask(job.task)}
        {job.lastError && (
          <Text size="sm" c="var(--steward-red)" lineClamp={2}>
            {job.lastError}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge color={color}>{word}</Badge>
      </Table.Td>
      <Table.Td>{job.state === 'failed' ? '–' : <Instant at={job.runAt} />}</Table.Td>
      <Table.Td>
        {job.attempts} of {job.maxAttempts}
      </Table.Td>
      <Table.Td ta="right">
        {job.state === 'failed' && (
          <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            Try again
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Recurring({ jobs }: { jobs: readonly RecurringJob[] }) {
  return (
    <Table.ScrollContainer
      minWidth={560}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Recurring jobs' } }}
    >
      <Table verticalSpacing="xs" aria-label="Recurring jobs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Job</Table.Th>
            <Table.Th>When (UTC)</Table.Th>
            <Table.Th>Ran last</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map(({ name, cron, purpose, lastRunAt }) => (
            <Table.Tr key={name}>
              <Table.Td>
                {sayTask(name)}
                <Text size="sm" c="dimmed">
                  {purpose}
                </Text>
              </Table.Td>
              <Table.Td>
                <Code>{cron}</Code>
              </Table.Td>
              <Table.Td>{lastRunAt ? <Instant at={lastRunAt} /> : 'not yet'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function sayTask(task: string): string {
  return capital(task.replaceAll('_', ' '));
}

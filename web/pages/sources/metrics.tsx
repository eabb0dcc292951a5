import { Button, Code, Group, Table, Text } from '@mantine/core';
import { IconChartLine, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Metric } from '../../../server/api/contract/metric.ts';
import { api, at } from '../../api.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { metricsQuery } from '../accounts/account-query.ts';
import { MetricDialog } from './metric-dialog.tsx';

/** What is counted of the events: each metric gives signals of its own. */
export function Metrics() {
  const slug = useSlug();
  const mayManage = useMayManage();
  const metrics = useQuery(metricsQuery(slug));
  const [edited, setEdited] = useState<Metric | 'new' | null>(null);
  const [archiving, setArchiving] = useState<Metric | null>(null);
  const archive = useWrite<Metric>({
    send: ({ key }) => api.delete(at(slug, 'metrics', key)),
    done: (_, { title }) => `${title} is counted no longer. The events stay.`,
    after: () => setArchiving(null),
  });
  if (metrics.isPending) return <LoadingRows />;
  if (metrics.isError) return <Failed error={metrics.error} retry={() => void metrics.refetch()} />;
  return (
    <div style={{ padding: '16px 24px' }}>
      {metrics.data.length === 0 ? (
        <Empty
          icon={<IconChartLine size={28} stroke={1.5} />}
          title="Nothing is counted apart yet"
          action={mayManage && <Button onClick={() => setEdited('new')}>Define a metric</Button>}
        >
          All events together are counted anyway. A metric counts one of them, such as logins or exports, or sums a
          property, and gives signals that playbooks and health can use. It is counted over the past too.
        </Empty>
      ) : (
        <>
          <Group justify="space-between" mb="xs">
            <Text c="dimmed" size="sm">
              Each gives signals such as <Code>metric.{metrics.data[0]?.key}.change_28d</Code>.
            </Text>
            {mayManage && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden="true" />}
                onClick={() => setEdited('new')}
              >
                Define a metric
              </Button>
            )}
          </Group>
          <Table.ScrollContainer minWidth={560}>
            <Table verticalSpacing="xs" aria-label="Metrics">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Metric</Table.Th>
                  <Table.Th>Key</Table.Th>
                  <Table.Th>What is counted</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {metrics.data.map((metric) => (
                  <Table.Tr key={metric.key}>
                    <Table.Td fw={500}>{metric.title}</Table.Td>
                    <Table.Td>
                      <Code>{metric.key}</Code>
                    </Table.Td>
                    <Table.Td>{sayMetric(metric)}</Table.Td>
                    <Table.Td ta="right">
                      {mayManage && (
                        <Group gap={4} justify="flex-end" wrap="nowrap">
                          <Button size="compact-sm" variant="subtle" onClick={() => setEdited(metric)}>
                            Change
                          </Button>
                          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setArchiving(metric)}>
                            Archive
                          </Button>
                        </Group>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
      {edited && <MetricDialog metric={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <Confirm
        opened={archiving !== null}
        title={`Stop counting ${archiving?.title}?`}
        act="Archive it"
        isDangerous
        isBusy={archive.isPending}
        onConfirm={() => archiving && archive.mutate(archiving)}
        onClose={() => setArchiving(null)}
      >
        Its signals become unknown: conditions of playbooks and the health model that name them find no data. The events
        stay, so that it can be defined again, past included.
      </Confirm>
    </div>
  );
}

function sayMetric({ event, filter, sum }: Metric): string {
  const of = event === null ? 'all events' : `“${event}”`;
  const where = filter ? ` where ${filter.property} is ${filter.value}` : '';
  return sum === null ? `Times of ${of}${where}` : `Sum of ${sum} of ${of}${where}`;
}

import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { useSlug } from '../../session.ts';
import { worseQuery } from './my-day-query.ts';

/** For several at once: what the server says for each of them, without their figures. */
const OF_EACH = [
  'health falls into a lower band, or by half a band',
  'a further situation opens on its account',
  'something is escalated on its account, or an escalation rises',
  'a value behind its situation moves on by a fifth',
  'for a task: it falls due, or its run gets stuck',
] as const;

/** What counts as worse, in words: the figures of the one thing, or what holds for each of several. */
export function Worse({ items }: { items: readonly WorkItem[] }) {
  const slug = useSlug();
  const [first, ...others] = items;
  const isOne = first !== undefined && others.length === 0;
  const { data, error } = useQuery({ ...worseQuery(slug, first?.kind ?? 'task', first?.id ?? ''), enabled: isOne });
  const lines = isOne ? data?.lines : OF_EACH;
  return (
    <div>
      <Text size="sm" fw={500}>
        Worse means, from today’s state on, any of these:
      </Text>
      {error ? (
        <Text size="xs" c="dimmed">
          {error.message}
        </Text>
      ) : (
        <List size="xs" c="dimmed" mt={4} mih={isOne ? 96 : undefined}>
          {lines?.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </div>
  );
}

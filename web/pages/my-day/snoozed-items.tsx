import { Button, Group, Stack, Text } from '@mantine/core';
import type { MyDay } from '../../../server/api/contract/my-day.ts';
import { Instant } from '../../ui/when.tsx';
import classes from './my-day.module.css';
import { useWake } from './use-work-item.ts';

/** What one has put aside, and when it comes back. */
export function SnoozedItems({ items }: { items: MyDay['snoozed'] }) {
  const wake = useWake();
  if (items.length === 0) return null;
  return (
    <details className={classes.snoozed}>
      <summary>{items.length} snoozed</summary>
      <Stack gap={6} mt="xs">
        {items.map((item) => (
          <Group key={`${item.kind} ${item.id}`} justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm" truncate>
              {item.account.name}: {item.title}
              <Text span c="dimmed">
                , back <Instant at={item.until} />
              </Text>
            </Text>
            <Button size="compact-xs" variant="subtle" onClick={() => wake.mutate(item)}>
              Bring back
            </Button>
          </Group>
        ))}
      </Stack>
    </details>
  );
}

import { Button, Group, Stack, Text } from '@mantine/core';
import type { SnoozedItem } from '../../../server/api/contract/my-day.ts';
import { Instant } from '../../ui/when.tsx';
import classes from './my-day.module.css';
import { useWake } from './use-work-item.ts';

/** What one has put aside, what brings it back, and what "worse" is held against. */
export function SnoozedItems({ items }: { items: readonly SnoozedItem[] }) {
  const wake = useWake();
  if (items.length === 0) return null;
  return (
    <details className={classes.snoozed}>
      <summary>{items.length} snoozed</summary>
      <Stack gap={10} mt="xs">
        {items.map((item) => (
          <Group key={`${item.kind} ${item.id}`} justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
            <div className={classes.aside}>
              <Text size="sm" truncate>
                {item.account.name}: {item.title}
              </Text>
              <Text size="xs" c="dimmed">
                Back <Until item={item} />
              </Text>
              {item.baseline && (
                <Text size="xs" c="dimmed">
                  Stood at: {item.baseline}
                </Text>
              )}
              {item.reason && (
                <Text size="xs" c="dimmed">
                  Why: {item.reason}
                </Text>
              )}
            </div>
            <Button
              size="compact-xs"
              variant="subtle"
              flex="none"
              aria-label={`Bring back ${item.account.name}: ${item.title}`}
              onClick={() => wake.mutate(item)}
            >
              Bring back
            </Button>
          </Group>
        ))}
      </Stack>
    </details>
  );
}

function Until({ item }: { item: SnoozedItem }) {
  if (item.wakes === 'when_worse')
    return (
      <>
        when it gets worse, at the latest <Instant at={item.until} />
      </>
    );
  return (
    <>
      <Instant at={item.until} />
      {item.wakes === 'at_date_or_worse' && ', or when worse'}
    </>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { sayCount } from '../../ui/number.ts';
import classes from './my-day.module.css';

/** What can be done with all that is ticked. */
export function BulkBar({
  count,
  isBusy,
  onFinish,
  onSnooze,
  onDelegate,
  onClear,
}: {
  count: number;
  isBusy: boolean;
  onFinish: () => void;
  onSnooze: () => void;
  onDelegate: () => void;
  onClear: () => void;
}) {
  return (
    <Group className={classes.bulk} gap={6} wrap="nowrap" role="toolbar" aria-label="With all that is ticked">
      <Text size="sm" fw={500} flex={1} truncate>
        {sayCount(count, 'thing')}
      </Text>
      <Button size="compact-sm" loading={isBusy} onClick={onFinish} title="Key e">
        Done
      </Button>
      <Button size="compact-sm" variant="default" onClick={onSnooze} title="Key s">
        Snooze
      </Button>
      <Button size="compact-sm" variant="default" onClick={onDelegate} title="Key d">
        Delegate
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        Clear
      </Button>
    </Group>
  );
}

import { Checkbox, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { DayInput } from '../../ui/day-input.tsx';
import type { Trial } from './back-test-query.ts';
import { OutcomeSelect } from './outcome-select.tsx';

const HORIZONS = [30, 60, 90, 180].map((days) => ({ value: String(days), label: `${days} days later` }));

/** What is asked: the reading, the outcome, and how long after. */
export function TrialQuestion({ trial, onChange }: { trial: Trial; onChange: (changes: Partial<Trial>) => void }) {
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        aria-label="Reading"
        value={trial.reading}
        onChange={(reading) => onChange({ reading: reading as Trial['reading'] })}
        data={[
          { value: 'snapshots', label: 'Snapshots' },
          { value: 'firings', label: 'Firings' },
        ]}
      />
      <Text size="sm" c="dimmed">
        {trial.reading === 'snapshots'
          ? 'The condition on given dates, against what followed. An account that stays flagged counts each time.'
          : 'The trigger as it would have run every night. An account fires on the day on which it becomes true.'}
      </Text>
      {trial.reading === 'snapshots' && (
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="How often"
          value={trial.every}
          onChange={(every) => onChange({ every: every as Trial['every'] })}
          data={[
            { value: 'month', label: 'First of the month' },
            { value: 'week', label: 'Every Monday' },
            { value: 'day', label: 'Every day' },
          ]}
        />
      )}
      {trial.reading === 'firings' && (
        <Checkbox
          size="xs"
          label="Waits as the playbook says"
          description="Until it has held, has been false again, has cooled down, and no other playbook runs"
          checked={trial.waits}
          onChange={(event) => onChange({ waits: event.currentTarget.checked })}
        />
      )}
      <OutcomeSelect truth={trial.truth} onChange={(truth) => onChange({ truth })} />
      <Select
        label="Asked"
        allowDeselect={false}
        value={String(trial.horizonDays)}
        data={HORIZONS}
        onChange={(days) => days && onChange({ horizonDays: Number(days) })}
      />
      <Group grow gap="sm">
        <DayInput label="From" value={trial.from} onChange={(from) => onChange({ from })} />
        <DayInput label="Up to" value={trial.to} onChange={(to) => onChange({ to })} />
      </Group>
    </Stack>
  );
}

import { Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSlug } from '../../session.ts';
import { capital } from '../../ui/words.ts';
import { outcomesQuery, type Trial } from './back-test-query.ts';

const OWN = 'own';
const HORIZONS = [30, 60, 90, 180].map((days) => ({ value: String(days), label: `${days} days later` }));

/** What is asked: the reading, the outcome, and how long after. */
export function TrialQuestion({ trial, onChange }: { trial: Trial; onChange: (changes: Partial<Trial>) => void }) {
  const { data: outcomes = [] } = useQuery(outcomesQuery(useSlug()));
  const [isOwn, setIsOwn] = useState(false);
  const [own, setOwn] = useState('');
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
          : 'The trigger as it would have run every night, with its waiting times. An account fires once.'}
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
          ]}
        />
      )}
      <Select
        label="What may have followed"
        allowDeselect={false}
        value={isOwn ? OWN : trial.truth}
        data={[
          ...outcomes.map(({ key, title }) => ({ value: key, label: capital(title) })),
          { value: OWN, label: 'Another condition' },
        ]}
        onChange={(value) => {
          setIsOwn(value === OWN);
          if (value !== null && value !== OWN) onChange({ truth: value });
        }}
      />
      {isOwn && (
        <TextInput
          label="Condition"
          description="At the end; before.account.arr is a value at the beginning"
          value={own}
          placeholder="health.score < 50"
          onChange={({ currentTarget }) => setOwn(currentTarget.value)}
          onBlur={() => own.trim() && onChange({ truth: own.trim() })}
          onKeyDown={({ key }) => key === 'Enter' && own.trim() && onChange({ truth: own.trim() })}
        />
      )}
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

/** A day, or none: then the last year that is known. Asked when it is whole. */
function DayInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
}) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
    />
  );
}

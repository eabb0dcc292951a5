import { Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DayInput } from '../../ui/day-input.tsx';
import { OutcomeSelect } from '../back-test/outcome-select.tsx';
import type { Question } from './health-test-query.ts';

const HORIZONS = [30, 60, 90, 180].map((days) => ({ value: String(days), label: `${days} days later` }));

/** What is asked: the outcome, how long after, of whom, and on which days. */
export function TestQuestion({
  question,
  onChange,
}: {
  question: Question;
  onChange: (changes: Partial<Question>) => void;
}) {
  const [eligible, setEligible] = useState('');
  const ask = () => onChange({ eligible: eligible.trim() || undefined });
  return (
    <Stack gap="sm">
      <OutcomeSelect truth={question.truth} onChange={(truth) => onChange({ truth })} />
      <Select
        label="Asked"
        allowDeselect={false}
        value={String(question.horizonDays)}
        data={HORIZONS}
        onChange={(days) => days && onChange({ horizonDays: Number(days) })}
      />
      <TextInput
        label="Of accounts where"
        description="Empty: all that have not churned"
        placeholder="renewal.days_left <= 90"
        maxLength={2000}
        value={eligible}
        onChange={({ currentTarget }) => setEligible(currentTarget.value)}
        onBlur={ask}
        onKeyDown={({ key }) => key === 'Enter' && ask()}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="How often"
        value={question.every}
        onChange={(every) => onChange({ every: every as Question['every'] })}
        data={[
          { value: 'month', label: 'First of the month' },
          { value: 'week', label: 'Every Monday' },
        ]}
      />
      <Group grow gap="sm">
        <DayInput label="From" value={question.from} onChange={(from) => onChange({ from })} />
        <DayInput label="Up to" value={question.to} onChange={(to) => onChange({ to })} />
      </Group>
    </Stack>
  );
}

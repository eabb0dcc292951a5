import { SegmentedControl } from '@mantine/core';
import { DAYS, type Days } from './scorecard-query.ts';

const LABELS: Readonly<Record<Days, string>> = { 90: '90 days', 365: 'A year', 730: 'Two years' };

/** How far back to look. */
export function DaysSelect({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="How far back"
      data={DAYS.map((one) => ({ value: String(one), label: LABELS[one] }))}
      value={String(days)}
      onChange={(one) => onChange(Number(one) as Days)}
    />
  );
}

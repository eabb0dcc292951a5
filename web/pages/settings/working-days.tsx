import { Chip, Group } from '@mantine/core';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The days of the week on which work is done; at least one stays. */
export function WorkingDays({
  days,
  disabled = false,
  onChange,
}: {
  /** ISO weekdays, 1 = Monday. */
  days: readonly number[];
  disabled?: boolean;
  onChange: (days: number[]) => void;
}) {
  return (
    <Chip.Group
      multiple
      value={days.map(String)}
      onChange={(chosen) => chosen.length > 0 && onChange(chosen.map(Number).sort((a, b) => a - b))}
    >
      <Group gap={6} role="group" aria-label="Working days">
        {WEEKDAYS.map((name, index) => (
          <Chip key={name} value={String(index + 1)} size="xs" disabled={disabled}>
            {name}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

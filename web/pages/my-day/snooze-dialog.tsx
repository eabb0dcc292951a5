import { Button, Group, Kbd, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import type { Wakes, WorkItem } from '../../../server/api/contract/my-day.ts';
import { useOrganisation } from '../../session.ts';
import { addDays, dayOf, sayDay } from '../../ui/date.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { LONGEST_DAYS, morningOf, snoozeTimes } from './snooze-times.ts';
import { Worse } from './worse.tsx';

/** What brings something back, and why it was put aside. `until` is null where it waits for something worse alone. */
export interface SnoozeChoice {
  readonly wakes: Wakes;
  readonly until: Date | null;
  readonly reason?: string;
}

const CHOICES = [
  { value: 'at_date_or_worse', label: 'On a day, or earlier if it gets worse' },
  { value: 'at_date', label: 'On a day, whatever happens' },
  { value: 'when_worse', label: 'Only when it gets worse' },
] as const satisfies readonly { value: Wakes; label: string }[];

interface SnoozeDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What is put aside: one thing, or several that are each held against how they stand now. */
  readonly items: readonly WorkItem[];
  readonly onSnooze: (choice: SnoozeChoice) => void;
  readonly onClose: () => void;
}

/** Until when, or until what, to put something aside: one key, one choice. It leaves one's own list only; its due date stays. */
export function SnoozeDialog({ opened, onClose, ...rest }: SnoozeDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Snooze">
      <SnoozeForm {...rest} />
    </Modal>
  );
}

function SnoozeForm({ title, items, onSnooze }: Omit<SnoozeDialogProps, 'opened' | 'onClose'>) {
  const { timeZone } = useOrganisation();
  const [now] = useState(() => new Date());
  const [wakes, setWakes] = useState<Wakes>('at_date_or_worse');
  const [reason, setReason] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const today = dayOf(now, timeZone);
  const times = snoozeTimes(now, timeZone);
  const snooze = (until: Date | null) =>
    onSnooze({ wakes, until, ...(reason.trim() ? { reason: reason.trim() } : {}) });
  const isDayFree = day !== null && day > today && day <= addDays(today, LONGEST_DAYS);
  const dueAt = items.flatMap((item) => item.dueAt ?? []).sort()[0] ?? null;
  const isPastDue = (until: Date) => dueAt !== null && new Date(dueAt) > now && until > new Date(dueAt);

  const turn = () => setWakes(CHOICES[(CHOICES.findIndex(({ value }) => value === wakes) + 1) % CHOICES.length]!.value);
  const byNumber =
    wakes === 'when_worse'
      ? [() => snooze(null)]
      : times.map(
          ({ until }) =>
            () =>
              snooze(until),
        );
  useHotkeys([hotkey('w', turn), ...byNumber.map((act, index) => hotkey(String(index + 1), act))], []);
  return (
    <Stack gap="sm">
      <Text c="dimmed" size="sm">
        {items.length === 1
          ? `“${title}” leaves your list. The due date stays.`
          : `${title} leave your list. Due dates stay.`}
      </Text>
      <Radio.Group
        value={wakes}
        onChange={(value) => setWakes(value as Wakes)}
        label={
          <>
            It comes back <Kbd size="xs">w</Kbd>
          </>
        }
      >
        <Stack gap={6} mt={6}>
          {CHOICES.map(({ value, label }) => (
            <Radio key={value} size="sm" value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {wakes !== 'at_date' && <Worse items={items} />}
      <TextInput
        label="Why (optional)"
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {wakes === 'when_worse' ? (
        <Button rightSection={<Kbd size="xs">1</Kbd>} onClick={() => snooze(null)} data-autofocus>
          Until it gets worse, at the latest {sayDay(addDays(today, LONGEST_DAYS), today)}
        </Button>
      ) : (
        <>
          {times.map((time, index) => (
            <Button
              key={time.label}
              variant="default"
              justify="space-between"
              rightSection={<Kbd size="xs">{index + 1}</Kbd>}
              onClick={() => snooze(time.until)}
              data-autofocus={index === 0 || undefined}
            >
              {time.label}
              {isPastDue(time.until) && ' (after it is due)'}
            </Button>
          ))}
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <DayInput label="Another day, 09:00" value={day} onChange={setDay} />
            <Button
              variant="default"
              disabled={!isDayFree}
              onClick={() => day !== null && snooze(morningOf(day, timeZone))}
            >
              Snooze
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

/** A key that does something unless one writes; the choices themselves are inputs, on which it still counts. */
function hotkey(key: string, act: () => void): HotkeyItem {
  const press = ({ target }: KeyboardEvent) => {
    if (!(target instanceof Element && target.matches('input:not([type="radio"])'))) act();
  };
  return [key, press, { preventDefault: false }];
}

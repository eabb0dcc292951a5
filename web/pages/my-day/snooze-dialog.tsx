import { Button, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useOrganisation } from '../../session.ts';
import { addDays, dayOf, instantAt, sayDay, weekdayOf } from '../../ui/date.ts';

const MORNING = '09:00';

/** Until when to put something aside: one key, one choice. It leaves one's own list only; its due date stays. */
export function SnoozeDialog({
  opened,
  title,
  dueAt,
  onSnooze,
  onClose,
}: {
  opened: boolean;
  title: string;
  dueAt: string | null;
  onSnooze: (until: Date) => void;
  onClose: () => void;
}) {
  const { timeZone } = useOrganisation();
  const choices = opened ? choicesAt(new Date(), timeZone) : [];
  useHotkeys(
    opened
      ? choices
          .map((choice, index) => [String(index + 1), () => onSnooze(choice.until)] as const)
          .map(([key, act]) => [key, act])
      : [],
  );
  const isPastDue = (until: Date) => dueAt !== null && new Date(dueAt) > new Date() && until > new Date(dueAt);
  return (
    <Modal opened={opened} onClose={onClose} title="Snooze until">
      <Stack gap="xs">
        <Text c="dimmed" size="sm">
          “{title}” leaves your list and comes back then. The due date stays.
        </Text>
        {choices.map((choice, index) => (
          <Button
            key={choice.label}
            variant="default"
            justify="space-between"
            rightSection={<Kbd size="xs">{index + 1}</Kbd>}
            onClick={() => onSnooze(choice.until)}
            data-autofocus={index === 0 || undefined}
          >
            {choice.label}
            {isPastDue(choice.until) && ' (after it is due)'}
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}

function choicesAt(now: Date, timeZone: string): { label: string; until: Date }[] {
  const today = dayOf(now, timeZone);
  const monday = addDays(today, 8 - weekdayOf(today));
  const tomorrow = addDays(today, 1);
  const week = addDays(today, 7);
  const inThree = new Date(now.getTime() + 3 * 3_600_000);
  return [
    { label: 'In 3 hours', until: inThree },
    { label: `Tomorrow, ${sayDay(tomorrow, today)} ${MORNING}`, until: instantAt(tomorrow, MORNING, timeZone) },
    ...(monday === tomorrow || monday === week
      ? []
      : [{ label: `Monday, ${sayDay(monday, today)} ${MORNING}`, until: instantAt(monday, MORNING, timeZone) }]),
    { label: `In a week, ${sayDay(week, today)} ${MORNING}`, until: instantAt(week, MORNING, timeZone) },
  ];
}

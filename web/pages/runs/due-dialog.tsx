import { Checkbox, Group, List, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DueMovePreview, RunStep } from '../../../server/api/contract/run.ts';
import { useOrganisation } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { addDays, dayOf, instantAt, sayTime } from '../../ui/date.ts';
import { sayCount } from '../../ui/number.ts';
import { Instant, useToday } from '../../ui/when.tsx';
import { dueMoveQuery } from './run-query.ts';
import type { DueMove } from './use-step.ts';

const NOTHING: DueMovePreview = { follows: [], others: [] };

/** Moves the due date of a step: says what moves with it, and asks about the other open steps. */
export function DueDialog({
  run,
  step,
  asks,
  isBusy,
  onMove,
  onClose,
}: {
  run: string;
  step: RunStep;
  /** The role that has to agree; null when it is free. */
  asks: string | null;
  isBusy: boolean;
  onMove: (move: DueMove) => void;
  onClose: () => void;
}) {
  const { slug, timeZone } = useOrganisation();
  const today = useToday();
  const [day, setDay] = useState(() => addDays(latest(today, step.due && dayOf(step.due.at, timeZone)), 1));
  const [time, setTime] = useState(step.due ? sayTime(step.due.at, timeZone) : '17:00');
  const [reason, setReason] = useState('');
  const [withOthers, setWithOthers] = useState(false);
  const at = day && time ? instantAt(day, time, timeZone) : null;
  const isPossible = at !== null && at > new Date();
  const wanted = isPossible ? at.toISOString() : null;
  const [asked] = useDebouncedValue(wanted, 250);
  const preview = useQuery({ ...dueMoveQuery(slug, run, step.id, asked ?? ''), enabled: asked !== null });
  const { follows, others } = preview.data ?? NOTHING;
  const isSettled = asked === wanted && !preview.isFetching;
  const move = () => {
    if (wanted === null) return;
    const also = withOthers ? others.map(({ step, after }) => ({ step, dueAt: after })) : [];
    onMove({
      dueAt: wanted,
      ...(also.length > 0 ? { also } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
  };
  return (
    <AskDialog
      opened
      title={asks === null ? 'Move the due date' : 'Ask to move the due date'}
      act={
        asks !== null
          ? `Ask the ${asks}`
          : withOthers && others.length > 0
            ? `Move ${sayCount(others.length + 1, 'step')}`
            : 'Move it'
      }
      isBusy={isBusy}
      isReady={isPossible && isSettled && (asks === null || reason.trim().length >= 3)}
      onSubmit={move}
      onClose={onClose}
    >
      {step.due && (
        <Text c="dimmed" size="sm">
          Now: {step.due.derivation}
        </Text>
      )}
      <Group grow align="flex-end">
        <TextInput
          label="Day"
          type="date"
          min={dayOf(new Date(), timeZone)}
          data-autofocus
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          label={`Time (${timeZone})`}
          type="time"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </Group>
      {isPossible && <Moves follows={follows} />}
      {isPossible && others.length > 0 && (
        <Stack gap={6}>
          <Checkbox
            label={`Move ${sayCount(others.length, 'other open step')} by as many days`}
            checked={withOthers}
            onChange={(event) => setWithOthers(event.currentTarget.checked)}
          />
          <MovedSteps steps={others} />
        </Stack>
      )}
      <Textarea
        label={asks === null ? 'Why? (optional)' : 'Why?'}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

function latest(day: string, other: string | null): string {
  return other !== null && other > day ? other : day;
}

function Moves({ follows }: Pick<DueMovePreview, 'follows'>) {
  if (follows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No other step counts from it.
      </Text>
    );
  }
  return (
    <Stack gap={6}>
      <Text size="sm">{sayCount(follows.length, 'step')} will move with it, if each is done just in time:</Text>
      <MovedSteps steps={follows} />
    </Stack>
  );
}

function MovedSteps({ steps }: { steps: readonly (DueMovePreview['follows'][number] & { owner?: string })[] }) {
  return (
    <List size="sm" spacing={2} c="dimmed">
      {steps.map(({ step, title, owner, before, after }) => (
        <List.Item key={step}>
          {title}
          {owner && `, ${owner}`}: <Instant at={before} /> → <Instant at={after} />
        </List.Item>
      ))}
    </List>
  );
}

import { Group, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RunStep } from '../../../server/api/contract/run.ts';
import { useOrganisation } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { addDays, dayOf, instantAt, sayTime } from '../../ui/date.ts';
import { useToday } from '../../ui/when.tsx';
import { DelegateDialog } from '../members/delegate-dialog.tsx';
import { useStep } from './use-step.ts';

export type StepDialog = 'complete' | 'skip' | 'reassign' | 'due' | null;

/** What is asked before a step is done with a note, skipped, reassigned or moved. */
export function StepDialogs({
  run,
  step,
  dialog,
  onClose,
}: {
  run: string;
  step: RunStep;
  dialog: StepDialog;
  onClose: () => void;
}) {
  const acts = useStep({ run, step: step.id, title: step.title });
  return (
    <>
      <TextDialog
        key={`complete ${dialog}`}
        opened={dialog === 'complete'}
        title={step.title}
        label="What came of it?"
        description={step.expects ? `Expected: ${step.expects}` : undefined}
        act="Done"
        isBusy={acts.complete.isPending}
        onSend={(note) => acts.complete.mutate(note ? { note } : undefined, { onSuccess: onClose })}
        onClose={onClose}
      />
      <TextDialog
        key={`skip ${dialog}`}
        opened={dialog === 'skip'}
        title={`Skip “${step.title}”?`}
        label={step.isRequired ? 'Why?' : 'Why? (optional)'}
        description={step.isRequired ? 'This step is required: the reason is kept with the run.' : undefined}
        isRequired={step.isRequired}
        act="Skip it"
        isBusy={acts.skip.isPending}
        onSend={(reason) => acts.skip.mutate(reason ? { reason } : {}, { onSuccess: onClose })}
        onClose={onClose}
      />
      <DelegateDialog
        key={`reassign ${dialog}`}
        opened={dialog === 'reassign'}
        title={step.title}
        owner={step.owner?.memberId ?? null}
        isBusy={acts.reassign.isPending}
        onDelegate={(delegation) => acts.reassign.mutate(delegation, { onSuccess: onClose })}
        onClose={onClose}
      />
      {dialog === 'due' && (
        <DueDialog
          step={step}
          isBusy={acts.moveDue.isPending}
          onMove={(input) => acts.moveDue.mutate(input, { onSuccess: onClose })}
          onClose={onClose}
        />
      )}
    </>
  );
}

/** One text and a button. */
export function TextDialog({
  opened,
  title,
  label,
  description,
  act,
  isRequired = false,
  isBusy,
  onSend,
  onClose,
}: {
  opened: boolean;
  title: string;
  label: string;
  description?: string | undefined;
  act: string;
  isRequired?: boolean;
  isBusy: boolean;
  onSend: (text: string) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  return (
    <AskDialog
      opened={opened}
      title={title}
      act={act}
      isBusy={isBusy}
      isReady={!isRequired || text.trim().length >= 3}
      onSubmit={() => onSend(text.trim())}
      onClose={onClose}
    >
      <Textarea
        label={label}
        description={description}
        autosize
        minRows={3}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
    </AskDialog>
  );
}

function DueDialog({
  step,
  isBusy,
  onMove,
  onClose,
}: {
  step: RunStep;
  isBusy: boolean;
  onMove: (input: { dueAt: string; reason?: string }) => void;
  onClose: () => void;
}) {
  const { timeZone } = useOrganisation();
  const today = useToday();
  const [day, setDay] = useState(addDays(today, 1));
  const [time, setTime] = useState(step.due ? sayTime(step.due.at, timeZone) : '17:00');
  const [reason, setReason] = useState('');
  const at = day && time ? instantAt(day, time, timeZone) : null;
  return (
    <AskDialog
      opened
      title="Move the due date"
      act="Move it"
      isBusy={isBusy}
      isReady={at !== null && at > new Date()}
      onSubmit={() => at && onMove({ dueAt: at.toISOString(), ...(reason.trim() ? { reason: reason.trim() } : {}) })}
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
      <Textarea
        label="Why? (optional)"
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

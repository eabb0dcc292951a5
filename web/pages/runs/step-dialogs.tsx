import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Run, RunStep } from '../../../server/api/contract/run.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayRole } from '../../ui/words.ts';
import { DelegateDialog } from '../members/delegate-dialog.tsx';
import { DueDialog } from './due-dialog.tsx';
import { needsException } from './needs-exception.ts';
import { useStep } from './use-step.ts';

export type StepDialog = 'complete' | 'skip' | 'reassign' | 'due' | null;

/** What is asked before a step is done with a note, skipped, reassigned or moved. */
export function StepDialogs({
  run,
  step,
  dialog,
  onClose,
}: {
  run: Run;
  step: RunStep;
  dialog: StepDialog;
  onClose: () => void;
}) {
  const acts = useStep({ run: run.id, step: step.id, title: step.title });
  const asksToSkip = needsException(run, step, 'skip');
  const asksToMove = needsException(run, step, 'due');
  const decider = sayRole(run.guardrails.exceptionBy).toLowerCase();
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
        title={asksToSkip ? `Ask to skip “${step.title}”` : `Skip “${step.title}”?`}
        label={step.isRequired || asksToSkip ? 'Why?' : 'Why? (optional)'}
        description={sayWhatIsNeeded(step, asksToSkip ? decider : null)}
        isRequired={step.isRequired || asksToSkip}
        act={asksToSkip ? `Ask the ${decider}` : 'Skip it'}
        isBusy={acts.skip.isPending || acts.ask.isPending}
        onSend={(reason) =>
          asksToSkip
            ? acts.ask.mutate({ kind: 'skip', reason }, { onSuccess: onClose })
            : acts.skip.mutate(reason ? { reason } : {}, { onSuccess: onClose })
        }
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
          run={run.id}
          step={step}
          asks={asksToMove ? decider : null}
          isBusy={acts.moveDue.isPending || acts.ask.isPending}
          onMove={({ reason = '', ...input }) =>
            asksToMove
              ? acts.ask.mutate({ kind: 'due', reason, ...input }, { onSuccess: onClose })
              : acts.moveDue.mutate({ ...input, ...(reason ? { reason } : {}) }, { onSuccess: onClose })
          }
          onClose={onClose}
        />
      )}
    </>
  );
}

function sayWhatIsNeeded(step: RunStep, decider: string | null): string | undefined {
  if (decider !== null)
    return `${step.isRequired ? 'This step is required' : 'The playbook does not leave this free'}: the ${decider} decides.`;
  return step.isRequired ? 'This step is required: the reason is kept with the run.' : undefined;
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

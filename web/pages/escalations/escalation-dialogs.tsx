import { SegmentedControl, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Escalation } from '../../../server/api/contract/escalation.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useToday } from '../../ui/when.tsx';
import { asSentence, sayRole } from '../../ui/words.ts';

interface Asking<Body> {
  readonly isBusy: boolean;
  readonly onSend: (body: Body) => void;
  readonly onClose: () => void;
}

/** What happens next, and by when. */
export function NextStepDialog({
  escalation,
  isBusy,
  onSend,
  onClose,
}: Asking<{ text: string; on: string | null }> & { escalation: Escalation }) {
  const today = useToday();
  const [text, setText] = useState(escalation.nextStep?.text ?? '');
  const [on, setOn] = useState(escalation.nextStep?.on ?? '');
  return (
    <AskDialog
      opened
      title="Next step"
      act="Set it"
      isBusy={isBusy}
      isReady={text.trim() !== ''}
      onSubmit={() => onSend({ text: text.trim(), on: on || null })}
      onClose={onClose}
    >
      <Textarea
        label="What happens next?"
        autosize
        minRows={2}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="By (optional)"
        min={today}
        w={180}
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

/** To which level, and why; where that needs consent, it says whose. */
export function RaiseDialog({
  escalation: { levels, level },
  isBusy,
  onSend,
  onClose,
}: Asking<{ level: number; reason: string }> & { escalation: Escalation }) {
  const higher = levels.filter((one) => one.level > level);
  const [to, setTo] = useState(String(higher[0]?.level ?? level));
  const [reason, setReason] = useState('');
  const consentOf = levels.find((one) => String(one.level) === to)?.consentOf;
  return (
    <AskDialog
      opened
      title="Raise it"
      act={consentOf ? 'Ask for consent' : 'Raise it'}
      isBusy={isBusy}
      isReady={reason.trim().length >= 3}
      onSubmit={() => onSend({ level: Number(to), reason: reason.trim() })}
      onClose={onClose}
    >
      <Select
        label="To level"
        description={
          consentOf ? `The ${sayRole(consentOf)} is asked first. Until then nobody above hears of it.` : undefined
        }
        data={higher.map((one) => ({ value: String(one.level), label: `${one.level}: ${one.title}` }))}
        value={to}
        onChange={(value) => value && setTo(value)}
        allowDeselect={false}
      />
      <Textarea
        label="Why?"
        autosize
        minRows={3}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

/** Yes, or no with a reason. */
export function ConsentDialog({
  escalation: { consent, consentAsked, levels },
  isBusy,
  onSend,
  onClose,
}: Asking<{ isGiven: boolean; reason?: string }> & { escalation: Escalation }) {
  const [answer, setAnswer] = useState('yes');
  const [reason, setReason] = useState('');
  const isGiven = answer === 'yes';
  const title = levels.find((one) => one.level === consent?.level)?.title;
  return (
    <AskDialog
      opened
      title={`Raise it to level ${consent?.level} (${title})?`}
      act={isGiven ? 'I consent' : 'I refuse'}
      isDangerous={!isGiven}
      isBusy={isBusy}
      isReady={isGiven || reason.trim().length >= 3}
      onSubmit={() => onSend({ isGiven, ...(reason.trim() ? { reason: reason.trim() } : {}) })}
      onClose={onClose}
    >
      <Text c="dimmed" size="sm">
        {consentAsked && `Asked because: ${asSentence(consentAsked.because)}`}
      </Text>
      <SegmentedControl
        aria-label="Your answer"
        data={[
          { value: 'yes', label: 'Yes, involve them' },
          { value: 'no', label: 'No' },
        ]}
        value={answer}
        onChange={setAnswer}
      />
      <Textarea
        label={isGiven ? 'What they should know (optional)' : 'Why not, and what instead?'}
        autosize
        minRows={2}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

/** What the customer says to the resolution. */
export function ConfirmationDialog({
  isBusy,
  onSend,
  onClose,
}: Asking<{ answer: string; who?: string; note?: string }>) {
  const [answer, setAnswer] = useState('confirmed');
  const [who, setWho] = useState('');
  const [note, setNote] = useState('');
  const isConfirmed = answer === 'confirmed';
  return (
    <AskDialog
      opened
      title="What the customer says"
      act="Record it"
      isBusy={isBusy}
      isReady={isConfirmed || note.trim().length >= 3}
      onSubmit={() =>
        onSend({ answer, ...(who.trim() ? { who: who.trim() } : {}), ...(note.trim() ? { note: note.trim() } : {}) })
      }
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="Their answer"
        data={[
          { value: 'confirmed', label: 'It is resolved' },
          { value: 'no_answer', label: 'No answer' },
        ]}
        value={answer}
        onChange={setAnswer}
      />
      <Text c="dimmed" size="sm">
        If they are not content, open it again instead.
      </Text>
      {isConfirmed && (
        <TextInput
          label="Who says so (optional)"
          maxLength={200}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={isConfirmed ? 'In their words (optional)' : 'How did you try to reach them?'}
        autosize
        minRows={2}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

/** What was learned; without it nothing is closed. */
export function ReviewDialog({ isBusy, onSend, onClose }: Asking<{ lessons: string; change?: string }>) {
  const [lessons, setLessons] = useState('');
  const [change, setChange] = useState('');
  return (
    <AskDialog
      opened
      title="Review"
      act="Keep the review"
      isBusy={isBusy}
      isReady={lessons.trim().length >= 3}
      onSubmit={() => onSend({ lessons: lessons.trim(), ...(change.trim() ? { change: change.trim() } : {}) })}
      onClose={onClose}
    >
      <Textarea
        label="What was learned?"
        description="Why it came so far, and what would have shown it sooner."
        autosize
        minRows={3}
        data-autofocus
        value={lessons}
        onChange={(event) => setLessons(event.currentTarget.value)}
      />
      <Textarea
        label="What should change? (optional)"
        description="In a playbook, in the product, in how we work."
        autosize
        minRows={2}
        value={change}
        onChange={(event) => setChange(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useState } from 'react';
import type { Run } from '../../../server/api/contract/run.ts';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import classes from './run-page.module.css';
import { TextDialog } from './step-dialogs.tsx';

type Exception = Run['exceptions'][number];

/** What of a run waits for a yes or no: exceptions that were asked for, and whether it stops now that its account has left the segment. */
export function RunQuestions({ run }: { run: Run }) {
  if (run.state === 'closed') return null;
  return (
    <>
      {run.leftSegment && <Leaving run={run} left={run.leftSegment} />}
      {run.exceptions
        .filter((exception) => exception.state === 'open')
        .map((exception) => (
          <OpenException key={exception.id} run={run} exception={exception} />
        ))}
    </>
  );
}

function Leaving({ run, left }: { run: Run; left: NonNullable<Run['leftSegment']> }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const answer = useWrite<'stop' | 'continue'>({
    send: (input) => api.put(at(slug, 'runs', run.id, 'leaving'), { answer: input }),
    done: (_, input) => (input === 'stop' ? `Run #${run.number} is stopped.` : `Run #${run.number} goes on.`),
  });
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconHelp size={18} />}
      title={`${run.account.name} has left ${left.segment}`}
    >
      <Text size="sm" mb="xs">
        {capital(left.because)}. This run is for accounts in {left.segment}: stop it, or go on?
      </Text>
      {mayWork && (
        <Group gap="xs">
          <Button size="xs" loading={answer.isPending} onClick={() => answer.mutate('stop')}>
            Stop the run
          </Button>
          <Button size="xs" variant="default" loading={answer.isPending} onClick={() => answer.mutate('continue')}>
            Go on
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function OpenException({ run, exception }: { run: Run; exception: Exception }) {
  const slug = useSlug();
  const [refuses, setRefuses] = useState(false);
  const decide = useWrite<{ decision: 'approved' | 'refused'; reason?: string }>({
    send: (input) => api.put(at(slug, 'exceptions', exception.id, 'decision'), input),
    done: (_, { decision }) =>
      decision === 'approved' ? 'Approved, and done.' : `Refused. ${exception.askedBy} sees why.`,
    after: () => setRefuses(false),
  });
  const withdraw = useWrite({
    send: () => api.delete(at(slug, 'exceptions', exception.id)),
    done: () => 'Withdrawn.',
  });
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconHelp size={18} />}
      title={<Asked run={run} exception={exception} />}
    >
      <Text size="sm" mb={exception.mayDecide || exception.mayWithdraw ? 'xs' : 0}>
        “{exception.reason}” {exception.mayDecide ? '' : `${exception.decider} decides.`}
      </Text>
      <Group gap="xs">
        {exception.mayDecide && (
          <>
            <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate({ decision: 'approved' })}>
              Approve
            </Button>
            <Button size="xs" variant="default" onClick={() => setRefuses(true)}>
              Refuse …
            </Button>
          </>
        )}
        {exception.mayWithdraw && (
          <Button size="xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            Withdraw
          </Button>
        )}
      </Group>
      <TextDialog
        key={String(refuses)}
        opened={refuses}
        title="Refuse the exception?"
        label="Why?"
        description={`${exception.askedBy} sees the reason; it is kept with the run.`}
        isRequired
        act="Refuse it"
        isBusy={decide.isPending}
        onSend={(reason) => decide.mutate({ decision: 'refused', reason })}
        onClose={() => setRefuses(false)}
      />
    </Alert>
  );
}

/** What somebody asks for, in a sentence. */
function Asked({ run, exception }: { run: Run; exception: Exception }) {
  const title = run.steps.find((step) => step.id === exception.step)?.title ?? exception.step;
  return exception.kind === 'skip' ? (
    <>
      {exception.askedBy} asks to skip “{title}”
    </>
  ) : (
    <>
      {exception.askedBy} asks to move “{title}” to {exception.dueAt && <Instant at={exception.dueAt} />}
    </>
  );
}

/** The exceptions that have been decided, with who and why. */
export function Decided({ run }: { run: Run }) {
  const decided = run.exceptions.filter(({ state }) => state !== 'open');
  if (decided.length === 0) return null;
  return (
    <Section title="Exceptions">
      <ol className={classes.log}>
        {decided.map((exception) => (
          <li key={exception.id}>
            <Text size="sm">
              <Asked run={run} exception={exception} />
            </Text>
            <Text size="sm" c="dimmed">
              “{exception.reason}” {capital(exception.state)}
              {exception.decidedBy && ` by ${exception.decidedBy}`}
              {exception.decisionReason && `: ${exception.decisionReason}`}
            </Text>
          </li>
        ))}
      </ol>
    </Section>
  );
}

import { Badge, Group, Text } from '@mantine/core';
import type { WhatIfAnswer } from '../../../server/api/contract/what-if.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Due } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { Verdict } from '../why/verdict.tsx';
import classes from './what-if.module.css';

type Start = WhatIfAnswer['holding'][number];
type Step = Start['steps'][number];

/** The playbooks that would hold, each with the run it would start: who would do what, by when. */
export function AssumedRuns({ answer: { holding, ending } }: { answer: WhatIfAnswer }) {
  return (
    <>
      <Section
        title={holding.length === 0 ? 'No playbook would hold' : `${sayCount(holding.length, 'playbook')} would hold`}
      >
        {ending.length > 0 && (
          <Text size="sm" mb="xs">
            No longer: {ending.map(({ playbook }) => playbook.title).join(', ')}.
          </Text>
        )}
        {holding.length === 0 && (
          <Text size="sm" c="dimmed">
            “Why and why not” says for each of them how far it is from true.
          </Text>
        )}
      </Section>
      {holding.map((start) => (
        <StartSection key={start.playbook.key} start={start} />
      ))}
    </>
  );
}

function StartSection({ start }: { start: Start }) {
  return (
    <Section
      title={start.playbook.title}
      beside={
        <Group gap={6}>
          {start.holdsNow && <Badge color="gray">Holds now, too</Badge>}
          <Verdict verdict={start.verdict} />
        </Group>
      }
    >
      <Text size="sm" mb="xs">
        {start.because}
        {start.firstActionDue && (
          <Text span size="sm" c="dimmed">
            {' '}
            First action <Due at={start.firstActionDue.at} because={start.firstActionDue.derivation} />.
          </Text>
        )}
        {start.variation && (
          <Text span size="sm" c="dimmed">
            {' '}
            In the variation for {start.variation.replaceAll('_', ' ')}.
          </Text>
        )}
      </Text>
      <ol className={classes.steps}>
        {start.steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ol>
    </Section>
  );
}

const STATES: Readonly<Record<Step['state'], string | null>> = {
  open: null,
  later: 'later',
  left_out: 'left out',
  by_itself: 'by itself',
  unclear: 'decided later',
};

function StepLine({ step: { title, state, owner, due, note } }: { step: Step }) {
  return (
    <li data-state={state}>
      <span>
        {title}
        {STATES[state] && (
          <Text span size="xs" c="dimmed">
            {' '}
            {STATES[state]}
          </Text>
        )}
      </span>
      <Text size="sm" c="dimmed" component="div">
        {note && `${capital(note)} `}
        {owner && (
          <>
            {owner.name}
            {owner.fallback && ` (${owner.fallback})`}
          </>
        )}
        {due && (
          <>
            {', '}
            <Due at={due.at} because={due.derivation} />
            {state === 'open' && <span>: {due.derivation}</span>}
          </>
        )}
      </Text>
    </li>
  );
}

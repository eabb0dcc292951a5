import { Anchor, Text } from '@mantine/core';
import type { Run, RunStep } from '../../../server/api/contract/run.ts';
import { at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { Instant } from '../../ui/when.tsx';
import { sayActionOf } from '../../ui/words.ts';

type Automation = NonNullable<RunStep['automation']>;

/** 'Steward sends an e-mail, once somebody agrees' */
export function sayAction({ action, needsPerson }: Automation): string {
  return `Steward ${sayActionOf(action)}${needsPerson ? ', once somebody agrees' : ''}`;
}

/** How the performing of a step goes: what failed, when it is tried again, what holds it, and the files that it made. */
export function AutomationState({ run, step, automation }: { run: Run; step: RunStep; automation: Automation }) {
  const slug = useSlug();
  const { problem, attempts, retryAt, isHeld, isGivenUp } = automation;
  return (
    <>
      {isHeld && <Text>This automation is paused, since it failed too often. The step waits until it is resumed.</Text>}
      {problem && step.status !== 'done' && (
        <Text c={isGivenUp ? 'red' : undefined}>
          {isGivenUp ? 'It could not be done by itself: ' : `Failed ${attempts === 1 ? 'once' : `${attempts} times`}: `}
          {problem}
          {retryAt && (
            <Text span c="dimmed">
              {' '}
              Tried again <Instant at={retryAt} />.
            </Text>
          )}
        </Text>
      )}
      {step.files.map(({ id, name }) => (
        <Anchor key={id} href={at(slug, 'runs', run.id, 'files', id)} download={name} size="sm">
          {name}
        </Anchor>
      ))}
    </>
  );
}

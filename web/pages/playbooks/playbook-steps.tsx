import { Anchor, Badge, Stack, Text } from '@mantine/core';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { sayActionOf, sayRole } from '../../ui/words.ts';
import classes from './playbooks.module.css';

/** The steps of a playbook as they run: who, by when, on which way and how often. */
export function PlaybookSteps({ playbook }: { playbook: Playbook }) {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        First action within {playbook.firstAction.within}, by {sayRole(playbook.firstAction.by)}.
      </Text>
      <ol className={classes.steps}>
        {playbook.steps.map((step) => (
          <li key={step.id}>
            <div>
              <Anchor href={`#${step.id}`} c="inherit">
                {step.title}
              </Anchor>{' '}
              {!step.isRequired && <Badge color="gray">Optional</Badge>}
              <Text size="sm" c="dimmed">
                {step.group && `${step.group}: `}
                {step.waitsFor
                  ? `waits ${step.waitsFor}`
                  : step.does
                    ? `Steward ${sayActionOf(step.does)}${step.agreedBy ? `, once ${sayRole(step.agreedBy)} agrees` : ''}`
                    : `${sayRole(step.role)}, ${step.due}`}
                {step.repeats && `, ${step.repeats}`}
                {step.onlyWhen && `, only when ${step.onlyWhen}`}
                {step.onlyIf.length > 0 && `, only if ${step.onlyIf.join(' and ')}`}
                {step.outcomes.length > 0 && `. A choice: ${step.outcomes.join(', ')}`}
              </Text>
            </div>
          </li>
        ))}
      </ol>
      {playbook.escalations.map(({ after, without, to, level }) => (
        <Text key={`${without} ${to} ${level}`} size="sm" c="dimmed">
          Escalated to {to === null ? `level ${level}` : sayRole(to)} after {after} without {without}.
        </Text>
      ))}
    </Stack>
  );
}

import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Team } from '../../../server/api/contract/team.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Figure, Open } from './load-figure.tsx';
import type { TeamWork } from './team-tasks.tsx';

/** The steps in which work waits longest, over all accounts. */
export function WaitingSteps({ steps, onWork }: { steps: Team['waitingSteps']; onWork: (work: TeamWork) => void }) {
  const slug = useSlug();
  if (steps.length === 0) return null;
  return (
    <Section title="Where work waits">
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="xs" aria-label="Steps in which work waits">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Step</Table.Th>
              <Table.Th ta="right">Open</Table.Th>
              <Table.Th ta="right">Overdue</Table.Th>
              <Table.Th ta="right">Half wait longer than</Table.Th>
              <Table.Th ta="right">Longest</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step) => (
              <Table.Tr key={`${step.playbook.key} ${step.step}`}>
                <Table.Td>
                  <Text fw={500}>{step.title}</Text>
                  <Anchor
                    component={Link}
                    to={paths.playbook(slug, step.playbook.key)}
                    size="sm"
                    c="dimmed"
                    underline="always"
                  >
                    {step.playbook.title}
                  </Anchor>
                </Table.Td>
                <Figure value={step.open}>
                  <Open
                    label={`${step.open} open: ${step.title}`}
                    onClick={() => onWork({ title: step.title, playbook: step.playbook.key, step: step.step })}
                  >
                    {step.open}
                  </Open>
                </Figure>
                <Figure value={step.overdue}>
                  <Open
                    label={`${step.overdue} overdue: ${step.title}`}
                    isLate
                    onClick={() =>
                      onWork({
                        title: `${step.title}, overdue`,
                        playbook: step.playbook.key,
                        step: step.step,
                        due: 'overdue',
                      })
                    }
                  >
                    {step.overdue}
                  </Open>
                </Figure>
                <Table.Td ta="right">{sayCount(step.medianDays, 'day')}</Table.Td>
                <Table.Td ta="right">{sayCount(step.longestDays, 'day')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

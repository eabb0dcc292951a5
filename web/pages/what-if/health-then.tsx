import { Group, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { WhatIfAnswer } from '../../../server/api/contract/what-if.ts';
import { Health } from '../../ui/health/health.tsx';
import { sayNumber, sayShare } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import classes from './what-if.module.css';

/** The health that would follow, beside that of now, with its components. */
export function HealthThen({ health: { now, assumed } }: Pick<WhatIfAnswer, 'health'>) {
  return (
    <Section title="Health">
      <Group gap="sm" mb="sm">
        <Health band={now.band} score={now.score} />
        <IconArrowRight size={16} aria-label="would be" />
        <Health band={assumed.band} score={assumed.score} />
        <Text size="sm" c="dimmed">
          {sayShare(assumed.coverage)} of the score known
        </Text>
      </Group>
      <table className={classes.components}>
        <thead>
          <tr>
            <th scope="col">Component</th>
            <th scope="col">Weight</th>
            <th scope="col">Now</th>
            <th scope="col">Would be</th>
          </tr>
        </thead>
        <tbody>
          {assumed.components.map(({ key, title, weight, score }) => {
            const before = now.components.find((component) => component.key === key)?.score ?? null;
            return (
              <tr key={key} data-moved={before !== score || undefined}>
                <th scope="row">{title}</th>
                <td>{sayNumber(weight, 1)} %</td>
                <td>{before === null ? 'unknown' : sayNumber(before, 0)}</td>
                <td>{score === null ? 'unknown' : sayNumber(score, 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {assumed.band === now.band && assumed.score !== now.score && (
        <Text size="sm" c="dimmed" mt="xs">
          The band changes only when the score has crossed its limit clearly, or for some days.
        </Text>
      )}
    </Section>
  );
}

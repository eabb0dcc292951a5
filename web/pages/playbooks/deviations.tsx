import { Text } from '@mantine/core';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import classes from './playbooks.module.css';

type Deviation = Playbook['deviations'][number];

const WORDS: Readonly<Record<Deviation['kind'], string>> = {
  due_moved: 'due date moved',
  optional_skipped: 'skipped',
  required_skipped: 'skipped, though required',
};

/** Where runs went another way than the playbook says: what happens often is a reason to look at the playbook. */
export function Deviations({ deviations }: { deviations: readonly Deviation[] }) {
  if (deviations.length === 0) return null;
  return (
    <Section title="Where runs deviate">
      <ul className={classes.matches}>
        {deviations.map((one) => (
          <li key={`${one.kind} ${one.step}`}>
            <Text>
              “{one.step}” {WORDS[one.kind]}
            </Text>
            <Text size="sm" c="dimmed">
              In {sayCount(one.runs, 'run')} of the last year
              {one.byException > 0 && `, ${one.byException} by an exception`}
              {one.reasons.length > 0 && `: ${one.reasons.map((reason) => `“${reason}”`).join(', ')}`}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

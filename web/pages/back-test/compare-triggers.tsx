import { Text } from '@mantine/core';
import type { ExplorationAnswer } from '../../../server/api/contract/exploration.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import classes from './back-test.module.css';
import { FoundAccounts } from './found-accounts.tsx';

/** Which accounts only one of two triggers flags. */
export function CompareTriggers({ comparison }: { comparison: NonNullable<ExplorationAnswer['other']> }) {
  const { both, onlyThis, onlyOther, sentence } = comparison;
  return (
    <Section title="Who only one of them flags">
      <Text size="sm" mb="sm">
        B is: {sentence}. {sayCount(both, 'account')} {both === 1 ? 'is' : 'are'} flagged by both.
      </Text>
      <div className={classes.lists}>
        <FoundAccounts title="Only A" list={onlyThis} none="A flags nobody whom B does not." />
        <FoundAccounts title="Only B" list={onlyOther} none="B flags nobody whom A does not." />
      </div>
    </Section>
  );
}

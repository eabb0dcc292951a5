import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Account } from '../../../server/api/contract/account.ts';
import type { Explanation } from '../../../server/api/contract/explanation.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { ExplainedClauses } from './explained-clauses.tsx';
import { Verdict } from './verdict.tsx';
import classes from './why.module.css';
import { playbookWhyQuery } from './why-query.ts';

/** One playbook for an account on a day: the verdict, its condition clause by clause, whom it is for, and what held it back. */
export function ExplainedPlaybook({
  account,
  playbook,
  on,
}: {
  account: Account;
  playbook: string;
  on: string | undefined;
}) {
  const slug = useSlug();
  const { data, error, refetch } = useQuery(playbookWhyQuery(slug, account.id, playbook, on));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={320} m="md" />;
  return (
    <>
      <Section title={data.playbook.title} beside={<Verdict verdict={data.verdict} />}>
        <Text>{data.because}</Text>
        <Group gap="md" mt={6}>
          {data.situation && (
            <Anchor component={Link} to={paths.situation(slug, data.situation)} size="sm">
              The situation of that day
            </Anchor>
          )}
          <Anchor component={Link} to={paths.playbook(slug, playbook)} size="sm">
            The playbook
          </Anchor>
          {data.condition && (
            <Anchor component={Link} to={paths.backTest(slug, playbook)} size="sm">
              Try its trigger on the past
            </Anchor>
          )}
        </Group>
      </Section>
      {data.condition && (
        <Section title="Its condition">
          <ExplainedClauses account={account} clauses={data.condition.clauses} on={data.on} />
        </Section>
      )}
      <HeldBack heldBack={data.heldBack} />
      <Section title="Whom it is for">
        <ExplainedClauses account={account} clauses={data.eligible.clauses} on={data.on} />
      </Section>
    </>
  );
}

function HeldBack({ heldBack }: { heldBack: Explanation['heldBack'] }) {
  return (
    <Section title="What held it back">
      {heldBack.length === 0 ? (
        <Text c="dimmed" size="sm">
          Nothing: no open run or situation, no cooldown, no snooze, no limit.
        </Text>
      ) : (
        <ul className={classes.plain}>
          {heldBack.map(({ reason, detail, until }) => (
            <li key={reason}>
              {capital(detail)}.
              {until && (
                <Text span c="dimmed" size="sm">
                  {' '}
                  Until <Day day={until} />.
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

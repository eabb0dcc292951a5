import { Anchor, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ListedAccounts } from '../../../server/api/contract/exploration.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { sayNumber } from '../../ui/number.ts';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { WhyLink } from '../why/why-link.tsx';
import classes from './back-test.module.css';

/** Accounts by name, each with the day and what its signals said that morning. */
export function FoundAccounts({ title, list, none }: { title: string; list: ListedAccounts; none: string }) {
  const slug = useSlug();
  const { playbook } = useParams({ from: '/o/$organisation/playbooks/$playbook/back-test' });
  return (
    <section>
      <h3 className={classes.listTitle}>
        {title}{' '}
        <Text span c="dimmed" size="sm">
          {sayNumber(list.total, 0)}
        </Text>
      </h3>
      {list.total === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <ul className={classes.accounts}>
        {list.accounts.map((account) => (
          <li key={account.id}>
            <Anchor component={Link} to={paths.account(slug, account.id)} size="sm">
              {account.name}
            </Anchor>
            <Text size="xs" c="dimmed">
              <Day day={account.on} form="date" />. {capital(account.story)}.{' '}
              <WhyLink account={account.id} playbook={playbook} on={account.on} size="xs">
                Why
              </WhyLink>
            </Text>
          </li>
        ))}
      </ul>
      {list.total > list.accounts.length && (
        <Text size="xs" c="dimmed">
          The latest {list.accounts.length} are shown.
        </Text>
      )}
    </section>
  );
}

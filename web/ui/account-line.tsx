import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccountInList } from '../../server/api/contract/account-in-list.ts';
import { paths } from '../paths.ts';
import { useSlug } from '../session.ts';
import { Health } from './health/health.tsx';
import { Money } from './money.tsx';
import { Day } from './when.tsx';
import { sayStage } from './words.ts';

/** Who the account is, in one line: name, health, ARR, renewal, stage. */
export function AccountLine({ account }: { account: AccountInList }) {
  const slug = useSlug();
  return (
    <Group gap="4px 14px" fz="sm" c="dimmed" align="center">
      <Anchor component={Link} to={paths.account(slug, account.id)} fw={600} fz="md" underline="hover">
        {account.name}
      </Anchor>
      <Health band={account.band} score={account.score} change={account.change28d} />
      {account.arrMinor !== null && (
        <span>
          ARR <Money minor={account.arrMinor} currency={account.currency} short />
        </span>
      )}
      {account.renewalDate && (
        <span>
          Renewal <Day day={account.renewalDate} />
        </span>
      )}
      {account.stage && <span>{sayStage(account.stage)}</span>}
    </Group>
  );
}

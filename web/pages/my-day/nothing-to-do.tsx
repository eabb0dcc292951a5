import { Button } from '@mantine/core';
import { IconBuilding, IconChecks, IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { Empty } from '../../ui/states.tsx';
import { hasAccountsQuery } from '../accounts/accounts-query.ts';

/** An empty list: because of the filter, because there are no customers yet, or because nothing waits. */
export function NothingToDo({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const hasAccounts = useQuery(hasAccountsQuery(slug)).data;
  if (isFiltered) {
    return (
      <Empty
        icon={<IconFilterOff size={28} stroke={1.5} />}
        title="Nothing matches the filter"
        action={
          <Button variant="default" size="xs" onClick={onShowAll}>
            Show everything
          </Button>
        }
      />
    );
  }
  if (hasAccounts === false) {
    return (
      <Empty
        icon={<IconBuilding size={28} stroke={1.5} />}
        title="Begin with your customers"
        action={
          mayManage && (
            <Button component={Link} to={paths.importFile(slug)} size="xs">
              Import a CSV file
            </Button>
          )
        }
      >
        {mayManage
          ? 'Import the list of your accounts, then what you know of them: usage, tickets, invoices, talks. What needs somebody stands here within minutes.'
          : 'A manager or an admin imports the accounts. What needs you stands here within minutes after that.'}
      </Empty>
    );
  }
  return (
    <Empty
      icon={<IconChecks size={28} stroke={1.5} />}
      title="Nothing waits for you"
      action={
        <Button component={Link} to={paths.playbooks(slug)} variant="default" size="xs">
          See what the playbooks watch for
        </Button>
      }
    >
      Tasks, situations of your accounts and changes of their health come here by themselves, after each diagnosis.
    </Empty>
  );
}

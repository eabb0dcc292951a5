import { Button, Group, Text } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { useMayWork } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { DataTable, type Sort } from '../../ui/table/data-table.tsx';
import { ACCOUNT_COLUMNS, AccountCard } from './account-columns.tsx';
import { AccountFilters } from './account-filters.tsx';
import classes from './accounts.module.css';
import { accountsQuery } from './accounts-query.ts';
import { type AccountsSearch, isFiltered, withoutFilters } from './accounts-search.ts';
import { AddAccount } from './add-account.tsx';
import { SearchesMenu } from './searches-menu.tsx';

const FIRST: Sort = { id: 'arr', desc: true };

/** Every account in one table: filtered, sorted and counted by the server, with its state in the URL. */
export function AccountsPage() {
  const { organisation } = useParams({ from: '/o/$organisation/accounts' });
  const search = useSearch({ from: '/o/$organisation/accounts' });
  const navigate = useNavigate({ from: '/o/$organisation/accounts' });
  const mayWork = useMayWork();
  const [adds, setAdds] = useState(false);
  const list = useInfiniteQuery(accountsQuery(organisation, search));
  const total = list.data?.pages[0]?.total ?? 0;
  const accounts = list.data?.pages.flatMap((page) => page.accounts) ?? [];
  const look = (next: AccountsSearch) => void navigate({ search: () => next, replace: true });
  return (
    <Page
      fills
      title="Accounts"
      beside={
        <Text c="dimmed" role="status">
          {list.data ? sayCount(total, 'account') : ''}
        </Text>
      }
      actions={
        <>
          <SearchesMenu search={search} onOpen={look} />
          {mayWork && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
              onClick={() => setAdds(true)}
            >
              Add
            </Button>
          )}
        </>
      }
    >
      <div className={classes.body}>
        <AccountFilters search={search} onChange={look} />
        <div className={classes.list} data-stale={list.isPlaceholderData || undefined}>
          {list.isPending ? (
            <LoadingRows rows={14} height={40} />
          ) : list.isError && accounts.length === 0 ? (
            <Failed error={list.error} retry={() => void list.refetch()} />
          ) : (
            <DataTable
              label="Accounts"
              rows={accounts}
              columns={ACCOUNT_COLUMNS}
              rowId={(account) => account.id}
              sort={sortIn(search.sort)}
              onSort={(sort) => look({ ...search, sort: sort ? sortText(sort) : undefined, selected: undefined })}
              isSortedByServer
              total={total}
              selected={search.selected ?? null}
              onSelect={(selected) => look({ ...search, selected })}
              open={(account) => ({ to: paths.account(organisation, account.id) })}
              onNearEnd={() => {
                if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
              }}
              card={(account) => <AccountCard account={account} />}
              empty={
                isFiltered(search) ? (
                  <NoneFound onClear={() => look(withoutFilters(search))} />
                ) : (
                  <NoneYet organisation={organisation} onAdd={mayWork ? () => setAdds(true) : null} />
                )
              }
            />
          )}
        </div>
      </div>
      <AddAccount opened={adds} onClose={() => setAdds(false)} />
    </Page>
  );
}

function sortIn(sort: string | undefined): Sort {
  return sort === undefined ? FIRST : { id: sort.replace('-', ''), desc: sort.startsWith('-') };
}

function sortText({ id, desc }: Sort): string {
  return `${desc ? '-' : ''}${id}`;
}

function NoneFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty
      icon={<IconBuilding size={28} stroke={1.5} />}
      title="No account is like this"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      Take one of the filters off to see more.
    </Empty>
  );
}

function NoneYet({ organisation, onAdd }: { organisation: string; onAdd: (() => void) | null }) {
  return (
    <Empty
      icon={<IconBuilding size={28} stroke={1.5} />}
      title="There are no accounts yet"
      action={
        <Group gap="sm" justify="center">
          <Button component={Link} to={paths.importFile(organisation)}>
            Import a CSV file
          </Button>
          {onAdd && (
            <Button variant="default" onClick={onAdd}>
              Add one by hand
            </Button>
          )}
        </Group>
      }
    >
      Export your customers from the CRM or a spreadsheet and import the file: a name for each is enough to begin with.
      Steward tells which of them need you as soon as it knows how they use your product or when you last spoke.
    </Empty>
  );
}

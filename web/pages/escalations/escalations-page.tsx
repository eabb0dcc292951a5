import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconFlag, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { EscalationInList } from '../../../server/api/contract/escalation.ts';
import { paths } from '../../paths.ts';
import { useMember } from '../../session.ts';
import { FilterMenu } from '../../ui/filter-menu.tsx';
import { sayCount } from '../../ui/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { type Column, DataTable, type Sort } from '../../ui/table/data-table.tsx';
import { Day, Instant, useNow } from '../../ui/when.tsx';
import { Clock, LevelBadge, sayStatus } from './clock.tsx';
import { escalationsQuery } from './escalation-query.ts';
import classes from './escalations.module.css';
import type { EscalationsSearch } from './escalations-search.ts';

const FIRST: Sort = { id: 'level', desc: true };
const LEVELS = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: `Level ${value}` }));

/** The register: what must not wait, who carries it until when, what happens next. */
export function EscalationsPage() {
  const { organisation } = useParams({ from: '/o/$organisation/escalations' });
  const search = useSearch({ from: '/o/$organisation/escalations' });
  const navigate = useNavigate({ from: '/o/$organisation/escalations' });
  const { memberId } = useMember();
  const status = search.status ?? 'open';
  const list = useQuery(escalationsQuery(organisation, { status }));
  const all = list.data ?? [];
  const shown = all.filter((one) => matches(one, search, memberId));
  const look = (change: Partial<EscalationsSearch>) =>
    void navigate({ search: (before) => ({ ...before, selected: undefined, ...change }), replace: true });
  return (
    <Page
      fills
      title="Escalations"
      beside={
        <Text c="dimmed" role="status">
          {list.data ? sayCount(shown.length, 'escalation') : ''}
        </Text>
      }
    >
      <div className={classes.body}>
        <Group gap="xs" className={classes.filters}>
          <SegmentedControl
            size="xs"
            aria-label="Status"
            data={(['open', 'resolved', 'closed'] as const).map((value) => ({ value, label: sayStatus(value) }))}
            value={status}
            onChange={(value) =>
              look({ status: value === 'open' ? undefined : (value as EscalationsSearch['status']) })
            }
          />
          <FilterMenu
            title="Level"
            options={LEVELS}
            several
            value={search.level?.split(',') ?? []}
            onChange={(value) => look({ level: value.join(',') || undefined })}
          />
          <FilterMenu
            title="Owner"
            options={ownersOf(all, memberId)}
            value={search.owner === undefined ? [] : [search.owner]}
            onChange={([owner]) => look({ owner })}
          />
          <TextInput
            size="xs"
            aria-label="Filter by account or words"
            placeholder="Filter"
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={search.text ?? ''}
            onChange={(event) => look({ text: event.currentTarget.value || undefined })}
          />
        </Group>
        <div className={classes.list}>
          {list.isPending ? (
            <LoadingRows rows={8} height={40} />
          ) : list.isError ? (
            <Failed error={list.error} retry={() => void list.refetch()} />
          ) : (
            <DataTable
              label="Escalations"
              rows={shown}
              columns={COLUMNS}
              rowId={(one) => one.id}
              sort={sortIn(search.sort)}
              onSort={(sort) => look({ sort: sort ? `${sort.desc ? '-' : ''}${sort.id}` : undefined })}
              selected={search.selected ?? null}
              onSelect={(selected) => look({ selected })}
              open={(one) => ({ to: paths.escalation(organisation, one.id) })}
              card={(one) => <Card escalation={one} />}
              empty={<None isFiltered={all.length > 0} status={status} onClear={() => look(CLEARED)} />}
            />
          )}
        </div>
      </div>
    </Page>
  );
}

const CLEARED = { level: undefined, owner: undefined, text: undefined };

const COLUMNS: readonly Column<EscalationInList>[] = [
  {
    id: 'account',
    title: 'Account',
    width: 'minmax(130px, 0.9fr)',
    value: (one) => one.account.name,
    cell: (one) => <strong>{one.account.name}</strong>,
  },
  {
    id: 'issue',
    title: 'About',
    width: 'minmax(160px, 1.4fr)',
    value: (one) => one.issue,
    cell: (one) => `#${one.number} ${one.issue}`,
  },
  {
    id: 'level',
    title: 'Level',
    width: '92px',
    value: (one) => one.level,
    descendingFirst: true,
    cell: (one) => <LevelBadge level={one.level} />,
  },
  {
    id: 'age',
    title: 'Age',
    width: '104px',
    value: (one) => -Date.parse(one.openedAt),
    descendingFirst: true,
    cell: (one) => <Age since={one.openedAt} until={one.closedAt} />,
  },
  {
    id: 'owner',
    title: 'Owner',
    width: 'minmax(110px, 0.8fr)',
    value: (one) => one.owner.name,
    cell: (one) => one.owner.name,
  },
  {
    id: 'clock',
    title: 'Clock',
    width: 'minmax(190px, 1fr)',
    value: (one) => (one.clock.at === null ? null : Date.parse(one.clock.at)),
    cell: (one) =>
      one.status === 'open' ? <Clock escalation={one} /> : one.closedAt ? <Instant at={one.closedAt} /> : 'off',
  },
  {
    id: 'next',
    title: 'Next step',
    width: 'minmax(160px, 1.4fr)',
    cell: (one) => <NextStep escalation={one} />,
  },
];

function NextStep({ escalation: { nextStep } }: { escalation: EscalationInList }) {
  if (nextStep === null)
    return (
      <Text span c="dimmed" size="sm">
        not said yet
      </Text>
    );
  return (
    <>
      {nextStep.text}
      {nextStep.on && (
        <>
          {', '}
          <Day day={nextStep.on} form="date" />
        </>
      )}
    </>
  );
}

/** How long it has been open: '3 days', '5 hours'. */
export function Age({ since, until = null }: { since: string; until?: string | null }) {
  const now = useNow();
  const hours = Math.max(0, Math.floor(((until ? Date.parse(until) : now.getTime()) - Date.parse(since)) / 3_600_000));
  if (hours === 0) return <>under an hour</>;
  return <>{hours < 48 ? sayCount(hours, 'hour') : sayCount(Math.floor(hours / 24), 'day')}</>;
}

function Card({ escalation }: { escalation: EscalationInList }) {
  return (
    <div className={classes.card}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <strong>{escalation.account.name}</strong>
        <LevelBadge level={escalation.level} />
      </Group>
      <Text size="sm" truncate>
        #{escalation.number} {escalation.issue}
      </Text>
      <Text size="sm" c="dimmed" component="div" truncate>
        {escalation.owner.name}, <Age since={escalation.openedAt} until={escalation.closedAt} /> old
        {escalation.status === 'open' && escalation.clock.at !== null && ', '}
        <Clock escalation={escalation} />
      </Text>
    </div>
  );
}

function None({ isFiltered, status, onClear }: { isFiltered: boolean; status: string; onClear: () => void }) {
  if (isFiltered)
    return (
      <Empty
        icon={<IconFlag size={28} stroke={1.5} />}
        title="No escalation is like this"
        action={
          <Button variant="default" onClick={onClear}>
            Clear the filters
          </Button>
        }
      />
    );
  return (
    <Empty
      icon={<IconFlag size={28} stroke={1.5} />}
      title={status === 'open' ? 'Nothing is escalated' : `None is ${status}`}
    >
      A matter is escalated from the page of its account or run, or by a playbook whose step was not done in time. It
      then has one owner, a clock, and rises by itself until somebody is at it.
    </Empty>
  );
}

function sortIn(sort: string | undefined): Sort {
  return sort === undefined ? FIRST : { id: sort.replace('-', ''), desc: sort.startsWith('-') };
}

function ownersOf(all: readonly EscalationInList[], me: string) {
  const owners = new Map(all.map(({ owner }) => [owner.memberId, owner.name]));
  owners.delete(me);
  const others = [...owners].map(([value, label]) => ({ value, label }));
  return [{ value: 'me', label: 'Me' }, ...others.toSorted((a, b) => a.label.localeCompare(b.label))];
}

function matches(one: EscalationInList, { level, owner, text }: EscalationsSearch, me: string): boolean {
  if (level !== undefined && !level.split(',').includes(String(one.level))) return false;
  if (owner !== undefined && one.owner.memberId !== (owner === 'me' ? me : owner)) return false;
  const words = `${one.account.name} ${one.issue} ${one.owner.name} ${one.nextStep?.text ?? ''}`.toLowerCase();
  return text === undefined || words.includes(text.trim().toLowerCase());
}

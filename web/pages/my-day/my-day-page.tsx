import { Anchor, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useMember } from '../../session.ts';
import { sayDayInFull } from '../../ui/date.ts';
import { sayCount } from '../../ui/number.ts';
import { sayDone } from '../../ui/use-write.tsx';
import { capital } from '../../ui/words.ts';
import { DelegateDialog } from '../members/delegate-dialog.tsx';
import { WaitingBanner } from '../situations/waiting-banner.tsx';
import { isQuestion, whyNotSnooze } from './act-on-item.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ItemDetail } from './item-detail.tsx';
import { keyOf } from './key-of.ts';
import classes from './my-day.module.css';
import { myDayQuery } from './my-day-query.ts';
import { type MyDaySearch, SHOWN } from './my-day-search.ts';
import { NothingToDo } from './nothing-to-do.tsx';
import { blockGroups, QUADRANTS } from './quadrants.ts';
import { RoutinePanel } from './routine-panel.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { SnoozedItems } from './snoozed-items.tsx';
import { useBulk } from './use-bulk.ts';
import { useWorkItem } from './use-work-item.ts';
import { WorkList } from './work-list.tsx';

/** My day: the ordered list in the middle, what is selected on the right; two screens on a phone. */
export function MyDayPage() {
  useDocumentTitle('My day · Steward');
  const { organisation } = useParams({ from: '/o/$organisation/my-day' });
  const search = useSearch({ from: '/o/$organisation/my-day' });
  const navigate = useNavigate({ from: '/o/$organisation/my-day' });
  const isPhone = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const { name, memberId } = useMember();
  const mayManage = useMayManage();
  const { data: day } = useSuspenseQuery(myDayQuery(organisation, search.all === true));
  const [asks, setAsks] = useState<'snooze' | 'delegate' | null>(null);
  const acts = useWorkItem();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const bulk = useBulk(() => setTicked(new Set()));

  const isByDay = search.by === 'day';
  const groups = useMemo(() => (isByDay ? blockGroups(day) : QUADRANTS), [isByDay, day]);
  const matching = day.items.filter((item) => matches(item, search));
  const shown = groups.flatMap((group) => matching.filter(group.has));
  const several = shown.filter((one) => ticked.has(keyOf(one)));
  const chosen = shown.findIndex((item) => keyOf(item) === search.item);
  const selected = chosen < 0 && !isPhone && shown.length > 0 ? 0 : chosen;
  const item = shown[selected];

  const look = (change: Partial<MyDaySearch>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace });
  const select = (next: WorkItem | undefined) => look({ item: next && keyOf(next) }, !isPhone);
  const leave = () => setAsks(null);

  /** What has left the list makes room: the one that moves up is selected. */
  const lastSelected = useKept(chosen);
  useEffect(() => {
    if (!isPhone && search.item && chosen < 0 && shown.length > 0) {
      const next = shown[Math.min(Math.max(lastSelected, 0), shown.length - 1)];
      void navigate({ search: (before) => ({ ...before, item: next && keyOf(next) }), replace: true });
    }
  }, [isPhone, search.item, chosen, shown, lastSelected, navigate]);

  const finish = (one: WorkItem) => {
    if (one.kind === 'situation') {
      sayDone('Start the playbook, or say why it is not a risk.');
      return;
    }
    if (one.kind === 'escalation') {
      sayDone('An escalation is resolved, confirmed and reviewed: open it.');
      return;
    }
    if (one.kind === 'handoff') {
      sayDone('Accept it, or return it with the gaps named.');
      return;
    }
    if (isQuestion(one)) {
      sayDone('It waits for your answer: yes or no.');
      return;
    }
    if (isPhone) look({ item: undefined });
    acts.finish.mutate(one);
  };

  const tick = (items: readonly WorkItem[], isTicked: boolean) =>
    setTicked((before) => {
      const keys = items.map(keyOf);
      return new Set(isTicked ? [...before, ...keys] : [...before].filter((key) => !keys.includes(key)));
    });
  const list = (
    <WorkList
      items={shown}
      groups={groups}
      selected={selected}
      ticked={ticked}
      onTick={tick}
      onSelect={(index) => select(shown[index])}
      onOpen={(index) => shown[index] && acts.open(shown[index])}
      acts={{
        e: (index) => (several.length > 0 ? bulk.finish.mutate(several) : shown[index] && finish(shown[index])),
        s: () => {
          const refusal = several.length === 0 && item ? whyNotSnooze(item) : null;
          if (refusal === null) setAsks('snooze');
          else sayDone(`${capital(refusal)}.`);
        },
        d: () =>
          several.length > 0 || item?.kind === 'task' ? setAsks('delegate') : sayDone('Only tasks can be delegated.'),
        x: (index) => shown[index] && tick([shown[index]], !ticked.has(keyOf(shown[index]))),
        a: () => tick(shown, several.length < shown.length),
        Escape: () => setTicked(new Set()),
      }}
    />
  );
  const overdue = day.items.filter((one) => one.dueAt !== null && new Date(one.dueAt) < new Date()).length;
  return (
    <div className={classes.page} data-detail={(isPhone && item !== undefined) || undefined}>
      <section className={classes.list} aria-label="What to do">
        <header className={classes.head}>
          <Group justify="space-between" align="baseline" wrap="nowrap">
            <h1 className={classes.title}>My day</h1>
            <Text size="sm" c="dimmed">
              {sayDayInFull(day.today).replace(/ \d{4}$/, '')} ·{' '}
              <Anchor component={Link} to={paths.reports(organisation)} size="sm" underline="always">
                Day and week
              </Anchor>
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {summary(name, day.items.length, overdue)}
          </Text>
          <Group gap="xs" wrap="nowrap" mt={6}>
            <SegmentedControl
              size="xs"
              aria-label="Show"
              data={SHOWN.map(({ value, label }) => ({ value, label }))}
              value={search.show ?? 'all'}
              onChange={(show) =>
                look({ show: show === 'all' ? undefined : (show as MyDaySearch['show']), item: undefined })
              }
            />
            <SegmentedControl
              size="xs"
              aria-label="In the order of"
              data={[
                { value: 'pressing', label: 'What presses' },
                { value: 'day', label: 'The day' },
              ]}
              value={search.by ?? 'pressing'}
              onChange={(by) => look({ by: by === 'day' ? 'day' : undefined })}
            />
          </Group>
          <Group gap="xs" wrap="nowrap" mt={6}>
            <TextInput
              size="xs"
              flex={1}
              aria-label="Filter by account or words"
              placeholder="Filter"
              leftSection={<IconSearch size={14} aria-hidden="true" />}
              value={search.text ?? ''}
              onChange={(event) => look({ text: event.currentTarget.value || undefined, item: undefined })}
            />
          </Group>
        </header>
        <RoutinePanel />
        {mayManage && <WaitingBanner />}
        {shown.length === 0 ? (
          <NothingToDo isFiltered={day.items.length > 0} onShowAll={() => look({ show: undefined, text: undefined })} />
        ) : (
          list
        )}
        {several.length > 0 && (
          <BulkBar
            count={several.length}
            isBusy={bulk.finish.isPending || bulk.snooze.isPending || bulk.delegate.isPending}
            onFinish={() => bulk.finish.mutate(several)}
            onSnooze={() => setAsks('snooze')}
            onDelegate={() => setAsks('delegate')}
            onClear={() => setTicked(new Set())}
          />
        )}
        <footer className={classes.foot}>
          {day.laterTasks > 0 && (
            <Anchor component="button" type="button" size="sm" onClick={() => look({ all: true })}>
              {sayCount(day.laterTasks, 'task')} due later than in a week
            </Anchor>
          )}
          {search.all && (
            <Anchor component="button" type="button" size="sm" onClick={() => look({ all: undefined })}>
              Only the coming week
            </Anchor>
          )}
          <SnoozedItems items={day.snoozed} />
        </footer>
      </section>
      {item && (
        <section className={classes.detail} aria-label="What is selected">
          <ItemDetail
            key={keyOf(item)}
            item={item}
            onBack={isPhone ? () => look({ item: undefined }, false) : null}
            onFinish={() => finish(item)}
            onSnooze={() => setAsks('snooze')}
            onDelegate={() => setAsks('delegate')}
          />
        </section>
      )}
      {several.length > 0 && (
        <>
          <SnoozeDialog
            opened={asks === 'snooze'}
            title={sayCount(several.length, 'thing')}
            items={several}
            onSnooze={(choice) => {
              leave();
              bulk.snooze.mutate({ items: several, choice });
            }}
            onClose={leave}
          />
          <DelegateDialog
            opened={asks === 'delegate'}
            title={sayCount(several.length, 'thing')}
            owner={memberId}
            isBusy={bulk.delegate.isPending}
            onDelegate={(delegation) => bulk.delegate.mutate({ items: several, ...delegation }, { onSuccess: leave })}
            onClose={leave}
          />
        </>
      )}
      {item && several.length === 0 && (
        <>
          <SnoozeDialog
            opened={asks === 'snooze'}
            title={item.title}
            items={[item]}
            onSnooze={(choice) => {
              leave();
              if (isPhone) look({ item: undefined });
              acts.snooze.mutate({ item, choice });
            }}
            onClose={leave}
          />
          <DelegateDialog
            key={keyOf(item)}
            opened={asks === 'delegate'}
            title={item.title}
            owner={memberId}
            isBusy={acts.delegate.isPending}
            onDelegate={(delegation) => acts.delegate.mutate({ item, ...delegation }, { onSuccess: leave })}
            onClose={leave}
          />
        </>
      )}
    </div>
  );
}

/** The last value that was not -1. */
function useKept(value: number): number {
  const [kept, setKept] = useState(value);
  if (value >= 0 && value !== kept) setKept(value);
  return kept;
}

function matches(item: WorkItem, { show, text }: MyDaySearch): boolean {
  if (show === 'tasks' && item.kind !== 'task' && item.kind !== 'handoff') return false;
  if (show === 'news' && (item.kind === 'task' || item.kind === 'handoff')) return false;
  if (!text) return true;
  const words = `${item.account.name} ${item.title} ${item.headline ?? ''} ${item.playbook?.title ?? ''}`;
  return words.toLowerCase().includes(text.toLowerCase());
}

function summary(name: string, count: number, overdue: number): string {
  const first = name.split(' ')[0];
  if (count === 0) return `Nothing waits for you, ${first}.`;
  const things = sayCount(count, 'thing', 'things');
  return overdue === 0 ? `${things}, nothing overdue.` : `${things}, ${overdue} overdue.`;
}

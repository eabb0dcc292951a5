import { Button, Chip, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { useOrganisation } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { fromWallTime } from '../../ui/wall-time.ts';
import { timelineQuery } from './account-query.ts';
import classes from './timeline.module.css';
import { TimelineEntry } from './timeline-entry.tsx';

/** What can be looked at alone. */
const VIEWS = [
  { key: 'all', title: 'Everything', kinds: null },
  { key: 'talks', title: 'Conversations', kinds: ['interaction'] },
  { key: 'support', title: 'Support', kinds: ['ticket_opened', 'ticket_closed'] },
  { key: 'surveys', title: 'Surveys', kinds: ['survey'] },
  { key: 'money', title: 'Money', kinds: ['invoice', 'deal'] },
  {
    key: 'work',
    title: 'Health and work',
    kinds: ['band_change', 'stage_change', 'contact_left', 'situation', 'run_started', 'run_closed'],
  },
] as const;

/** What happened, newest first, and the way to add to it. */
export function AccountTimeline({ account, onLog }: { account: Account; onLog: (() => void) | null }) {
  const [view, setView] = useState<string>('all');
  const kinds = VIEWS.find(({ key }) => key === view)?.kinds ?? null;
  return (
    <Section
      title="What happened"
      beside={
        onLog && (
          <Button size="compact-sm" variant="default" onClick={onLog}>
            Log a call, e-mail, meeting or note
          </Button>
        )
      }
    >
      <Chip.Group value={view} onChange={(next) => setView(next as string)}>
        <Group gap={6} mb="sm">
          {VIEWS.map(({ key, title }) => (
            <Chip key={key} value={key} size="xs" variant="outline">
              {title}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Timeline
        account={account.id}
        kinds={kinds}
        empty={
          view === 'all'
            ? 'Nothing is known yet. Log the first conversation, or import interactions, tickets and surveys from a file.'
            : 'Nothing of this kind is known.'
        }
      />
    </Section>
  );
}

/** Entries of the timeline of an account, a page after the other. */
export function Timeline({
  account,
  kinds,
  until = null,
  empty,
}: {
  account: string;
  kinds: readonly string[] | null;
  /** What happened before the morning of this day, 'YYYY-MM-DD'; null: everything. */
  until?: string | null;
  empty: string;
}) {
  const { slug, timeZone } = useOrganisation();
  const before = until === null ? null : fromWallTime(`${until}T00:00`, timeZone);
  const timeline = useInfiniteQuery(timelineQuery(slug, account, kinds, { before }));
  if (timeline.isPending) {
    return (
      <Stack gap="sm">
        {['first', 'second', 'third'].map((place) => (
          <Skeleton key={place} height={48} />
        ))}
      </Stack>
    );
  }
  if (timeline.isError) return <Failed error={timeline.error} retry={() => void timeline.refetch()} />;
  const entries = timeline.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <>
      <ul className={classes.timeline} data-stale={timeline.isPlaceholderData || undefined}>
        {entries.map((entry) => (
          <TimelineEntry key={`${entry.kind} ${entry.id}`} entry={entry} />
        ))}
      </ul>
      {timeline.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          mt="sm"
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </>
  );
}

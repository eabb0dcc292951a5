import { Anchor, Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ScorecardOccasions } from '../../../server/api/contract/scorecard.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { Instant } from '../../ui/when.tsx';
import { sayExit } from './say-figures.ts';
import { type Days, type FigureBehind, occasionsQuery } from './scorecard-query.ts';

/** A figure that somebody asked about, with what it is called. */
export interface AskedFigure {
  readonly title: string;
  readonly behind: FigureBehind;
}

/** The runs behind a figure, or the situations where there was none. */
export function OccasionsDrawer({
  playbook,
  days,
  asked,
  onClose,
}: {
  playbook: string;
  days: Days;
  asked: AskedFigure;
  onClose: () => void;
}) {
  const slug = useSlug();
  const { data, error, refetch } = useQuery(occasionsQuery(slug, playbook, days, asked.behind));
  return (
    <Drawer opened onClose={onClose} position="right" size="min(560px, 100vw)" title={asked.title}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows />}
      <Stack gap="sm">
        {data?.occasions.map((one) => (
          <OccasionLine key={one.run?.id ?? one.situationId} occasion={one} />
        ))}
        {data && data.total > data.occasions.length && (
          <Text size="sm" c="dimmed">
            The latest {data.occasions.length} of {sayCount(data.total, 'time')}.
          </Text>
        )}
      </Stack>
    </Drawer>
  );
}

function OccasionLine({
  occasion: { account, at, situationId, run },
}: {
  occasion: ScorecardOccasions['occasions'][number];
}) {
  const slug = useSlug();
  const to = run ? paths.run(slug, run.id) : paths.situation(slug, situationId!);
  return (
    <div>
      <Anchor component={Link} to={to} fw={500}>
        {account.name}
      </Anchor>
      <Text size="sm" c="dimmed" component="div">
        {run ? `Run #${run.number}${run.member ? `, ${run.member}` : ''}` : 'A situation without a run of its own'},{' '}
        <Instant at={at} />
        {run && `, ${sayExit(run.exit)}`}
      </Text>
    </div>
  );
}

import { Anchor, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Segment } from '../../../server/api/contract/segment.ts';
import { at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { Health } from '../../ui/health/health.tsx';
import { Money } from '../../ui/money.tsx';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Day } from '../../ui/when.tsx';
import { MoveList, RuledPage, RuleInWords, UseList } from './ruled-page.tsx';
import { SegmentDialog } from './segment-dialog.tsx';
import { segmentQuery } from './segment-query.ts';
import classes from './segments.module.css';

/** A segment: whom it takes, in words; who belongs and since when; who came and left, and which value did it. */
export function SegmentPage() {
  const { organisation, segment: key } = useParams({ from: '/o/$organisation/segments/$segment' });
  const { data: segment } = useSuspenseQuery(segmentQuery(organisation, key));
  return (
    <RuledPage
      ruled={segment}
      noun="segment"
      of="accounts"
      list={{ to: paths.segments(organisation), title: 'Segments' }}
      endpoint={at(organisation, 'segments', key)}
      members={{
        title: segment.members === 0 ? 'Nobody belongs to it' : sayCount(segment.members, 'account'),
        beside: segment.members > 0 && (
          <Text size="sm" c="dimmed">
            ARR <Money minor={segment.arrMinor} currency={segment.currency} short />
            {segment.score !== null && `, mean health ${sayNumber(segment.score, 0)}`}
            {segment.red > 0 && `, ${segment.red} red`}
          </Text>
        ),
        list: <Members segment={segment} organisation={organisation} />,
      }}
      rule={
        <RuleInWords
          ruled={segment}
          sentence={`Accounts for which ${segment.sentence}.`}
          heading="Accounts for which:"
        />
      }
      uses={{ title: 'Playbooks', list: <Playbooks segment={segment} organisation={organisation} /> }}
      moves={
        <MoveList
          moves={segment.moves}
          who={({ account }) => (
            <Anchor component={Link} to={paths.account(organisation, account.id)}>
              {account.name}
            </Anchor>
          )}
        />
      }
      change={(onClose) => <SegmentDialog segment={segment} onClose={onClose} />}
    />
  );
}

function Members({ segment, organisation }: { segment: Segment; organisation: string }) {
  if (segment.accounts.length === 0)
    return (
      <Text c="dimmed">
        {segment.asOf === null ? 'Who belongs is found by the next diagnosis.' : 'No account is like this now.'}
      </Text>
    );
  return (
    <>
      <ul className={classes.rows}>
        {segment.accounts.map(({ account, since }) => (
          <li key={account.id}>
            <Anchor component={Link} to={paths.account(organisation, account.id)}>
              {account.name}
            </Anchor>
            <Health band={account.band} score={account.score} />
            <Text size="sm" className={classes.number}>
              <Money minor={account.arrMinor} currency={account.currency} short />
            </Text>
            <Text size="sm" c="dimmed" className={classes.number}>
              since <Day day={since} form="date" />
            </Text>
          </li>
        ))}
      </ul>
      {segment.members > segment.accounts.length && (
        <Text c="dimmed" size="sm" mt="xs">
          The {segment.accounts.length} with the largest ARR are shown.
        </Text>
      )}
    </>
  );
}

const PARTS = {
  for: 'is for its accounts',
  enters_segment: 'starts when an account comes in',
  leaves_segment: 'starts when an account leaves',
  variation: 'goes another way for its accounts',
} as const;

function Playbooks({ segment, organisation }: { segment: Segment; organisation: string }) {
  if (segment.playbooks.length === 0) return <Text c="dimmed">No playbook names this segment.</Text>;
  return (
    <UseList
      uses={segment.playbooks.map(({ key, title, as }) => ({
        id: `${key} ${as}`,
        to: paths.playbook(organisation, key),
        title,
        part: PARTS[as],
      }))}
    />
  );
}

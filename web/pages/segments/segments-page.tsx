import { Button, Text } from '@mantine/core';
import { IconChartPie, IconPlus } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ListedSegment } from '../../../server/api/contract/segment.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { Money } from '../../ui/money.tsx';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { RuleTabs } from './rule-tabs.tsx';
import { SegmentDialog } from './segment-dialog.tsx';
import { segmentsQuery } from './segment-query.ts';
import classes from './segments.module.css';

/** Every segment: whom it takes, what its members are together, who came and went lately, which playbooks need it. */
export function SegmentsPage() {
  const { organisation } = useParams({ from: '/o/$organisation/segments' });
  const { data: segments } = useSuspenseQuery(segmentsQuery(organisation));
  const mayManage = useMayManage();
  const [adds, setAdds] = useState(false);
  const add = mayManage && (
    <Button size="xs" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdds(true)}>
      Add a segment
    </Button>
  );
  return (
    <Page
      title="Segments"
      above={<RuleTabs current="segments" />}
      beside={<Text c="dimmed">{sayCount(segments.length, 'segment')}</Text>}
      actions={segments.length > 0 && add}
    >
      {segments.length === 0 ? (
        <Empty icon={<IconChartPie size={28} stroke={1.5} />} title="There is no segment yet" action={add}>
          A segment is a rule over accounts. Who belongs follows the data, and playbooks can be for a segment, or start
          when an account comes into one.
        </Empty>
      ) : (
        <ul className={classes.list}>
          {segments.map((segment) => (
            <SegmentLine key={segment.key} segment={segment} organisation={organisation} />
          ))}
        </ul>
      )}
      {adds && <SegmentDialog segment={null} onClose={() => setAdds(false)} />}
    </Page>
  );
}

function SegmentLine({ segment, organisation }: { segment: ListedSegment; organisation: string }) {
  return (
    <li>
      <Link to={paths.segment(organisation, segment.key)} className={classes.segment}>
        <div className={classes.words}>
          <strong>{segment.name}</strong>
          <Text c="dimmed" size="sm" lineClamp={2}>
            Accounts for which {segment.sentence}.
          </Text>
          <Text c="dimmed" size="xs" mt={2}>
            {sayLately(segment)}
            {segment.playbooks.length > 0 && ` · ${sayCount(segment.playbooks.length, 'playbook')}`}
          </Text>
        </div>
        <dl className={classes.figures}>
          <div>
            <dt>{segment.members === 1 ? 'account' : 'accounts'}</dt>
            <dd>{sayNumber(segment.members, 0)}</dd>
          </div>
          <div>
            <dt>ARR</dt>
            <dd>
              <Money minor={segment.arrMinor} currency={segment.currency} short />
            </dd>
          </div>
          <div>
            <dt>mean health</dt>
            <dd>{segment.score === null ? '–' : sayNumber(segment.score, 0)}</dd>
          </div>
        </dl>
      </Link>
    </li>
  );
}

function sayLately({ cameIn, left }: ListedSegment): string {
  if (cameIn + left === 0) return 'Nobody came or left in 30 days';
  return `${cameIn} came in and ${left} left in 30 days`;
}

import { Anchor, Badge, Button, Code, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Segment } from '../../../server/api/contract/segment.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Health } from '../../ui/health/health.tsx';
import { Money } from '../../ui/money.tsx';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { SegmentDialog } from './segment-dialog.tsx';
import { segmentQuery } from './segment-query.ts';
import classes from './segments.module.css';

/** A segment: whom it takes, in words; who belongs and since when; who came and left, and which value did it. */
export function SegmentPage() {
  const { organisation, segment: key } = useParams({ from: '/o/$organisation/segments/$segment' });
  const { data: segment } = useSuspenseQuery(segmentQuery(organisation, key));
  const mayManage = useMayManage();
  const [asks, setAsks] = useState<'change' | 'remove' | null>(null);
  return (
    <Page
      title={segment.name}
      above={
        <Anchor component={Link} to={paths.segments(organisation)} size="sm" c="dimmed">
          Segments
        </Anchor>
      }
      beside={
        <Text c="dimmed" size="sm">
          {segment.key}
          {segment.asOf && (
            <>
              {' · as of '}
              <Day day={segment.asOf} form="date" />
            </>
          )}
        </Text>
      }
      actions={
        mayManage && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={15} stroke={1.75} />}
              onClick={() => setAsks('remove')}
            >
              Remove
            </Button>
            <Button size="xs" leftSection={<IconPencil size={15} stroke={1.75} />} onClick={() => setAsks('change')}>
              Change
            </Button>
          </>
        )
      }
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          <Section
            title={segment.members === 0 ? 'Nobody belongs to it' : sayCount(segment.members, 'account')}
            beside={
              segment.members > 0 && (
                <Text size="sm" c="dimmed">
                  ARR <Money minor={segment.arrMinor} currency={segment.currency} short />
                  {segment.score !== null && `, mean health ${sayNumber(segment.score, 0)}`}
                  {segment.red > 0 && `, ${segment.red} red`}
                </Text>
              )
            }
          >
            <Members segment={segment} organisation={organisation} />
          </Section>
        </div>
        <aside className={classes.side} aria-label="Rule and history">
          <Section title="Who belongs">
            <Rule segment={segment} />
          </Section>
          <Section title="Playbooks">
            <Playbooks segment={segment} organisation={organisation} />
          </Section>
          <Section title="Came and left">
            <Moves segment={segment} organisation={organisation} />
          </Section>
        </aside>
      </div>
      {asks === 'change' && <SegmentDialog segment={segment} onClose={() => setAsks(null)} />}
      {asks === 'remove' && <RemoveDialog segment={segment} onClose={() => setAsks(null)} />}
    </Page>
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

function Rule({ segment }: { segment: Segment }) {
  return (
    <>
      {segment.lines.length < 3 ? (
        <Text>Accounts for which {segment.sentence}.</Text>
      ) : (
        <>
          <Text>{segment.menu?.join === 'any' ? 'One of these is true:' : 'Accounts for which:'}</Text>
          <ul className={classes.condition}>
            {segment.lines.map((line) => (
              <li key={`${line.depth} ${line.words}`} style={{ marginInlineStart: line.depth * 16 }}>
                {capital(line.words)}
              </li>
            ))}
          </ul>
        </>
      )}
      <details className={classes.written}>
        <summary>As it is written</summary>
        <Code block mt="xs">
          {segment.rule}
        </Code>
      </details>
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
    <ul className={classes.rows}>
      {segment.playbooks.map((one) => (
        <li key={`${one.key} ${one.as}`} data-block>
          <Anchor component={Link} to={paths.playbook(organisation, one.key)}>
            {one.title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {PARTS[one.as]}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Moves({ segment, organisation }: { segment: Segment; organisation: string }) {
  if (segment.moves.length === 0) return <Text c="dimmed">Nobody has come or left since it was made.</Text>;
  return (
    <ul className={classes.rows}>
      {segment.moves.map((move) => (
        <li key={move.id} data-block>
          <Group gap="xs" justify="space-between" wrap="nowrap">
            <Anchor component={Link} to={paths.account(organisation, move.account.id)}>
              {move.account.name}
            </Anchor>
            <Group gap="xs" wrap="nowrap">
              <Badge color={move.direction === 'in' ? 'iris' : 'gray'}>{move.direction === 'in' ? 'In' : 'Out'}</Badge>
              <Text size="sm" c="dimmed">
                <Day day={move.movedOn} form="date" />
              </Text>
            </Group>
          </Group>
          <Text size="sm" c="dimmed">
            {capital(move.because)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function RemoveDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const { organisation } = useParams({ from: '/o/$organisation/segments/$segment' });
  const navigate = useNavigate();
  const remove = useWrite({
    send: async () => {
      await api.delete(at(organisation, 'segments', segment.key));
      await navigate({ to: paths.segments(organisation) });
    },
    done: () => `The segment “${segment.name}” is removed.`,
  });
  return (
    <AskDialog
      opened
      title={`Remove “${segment.name}”?`}
      act="Remove"
      isDangerous
      isBusy={remove.isPending}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Text>Its members and who came and left are forgotten. The accounts themselves are not touched.</Text>
    </AskDialog>
  );
}

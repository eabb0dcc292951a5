import { Anchor, Button, Table, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Uncarried } from '../../../server/api/contract/handoff.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { Instant } from '../../ui/when.tsx';
import { uncarriedQuery } from '../handoffs/handoffs-query.ts';
import { ShareOutDialog } from './share-out-dialog.tsx';

const KINDS = [
  { kind: 'account', title: 'Accounts' },
  { kind: 'handoff', title: 'Handoffs' },
  { kind: 'task', title: 'Tasks' },
  { kind: 'run', title: 'Runs' },
] as const;

/** So many of a kind the server lists at most. */
const LISTED = 500;

/** How many there are; '500+' where a list goes no further. */
export function sayUncarried(things: readonly Uncarried[]): string {
  const isCut = KINDS.some(({ kind }) => things.filter((one) => one.kind === kind).length >= LISTED);
  return `${sayNumber(things.length, 0)}${isCut ? '+' : ''}`;
}

/** What nobody who is here carries, with the reason; empty is how it should be. */
export function UncarriedThings() {
  const mayManage = useMayManage();
  const { data, error, refetch } = useQuery(uncarriedQuery(useSlug()));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.length === 0) {
    return (
      <Empty icon={<IconChecks size={28} stroke={1.5} />} title="Somebody carries everything">
        Accounts without a CSM, and tasks and handoffs of people who have left, would stand here.
      </Empty>
    );
  }
  return KINDS.map(({ kind, title }) => (
    <UncarriedPart
      key={kind}
      title={title}
      things={data.filter((one) => one.kind === kind)}
      action={kind === 'account' && mayManage ? <ShareOut /> : null}
    />
  ));
}

function ShareOut() {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsks(true)}>
        Share out …
      </Button>
      {asks && <ShareOutDialog onClose={() => setAsks(false)} />}
    </>
  );
}

function UncarriedPart({ title, things, action }: { title: string; things: readonly Uncarried[]; action: ReactNode }) {
  const slug = useSlug();
  if (things.length === 0) return null;
  return (
    <Section title={`${title}, ${sayUncarried(things)}`} beside={action}>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing="xs" aria-label={title}>
          <Table.Tbody>
            {things.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <Anchor
                    component={Link}
                    to={one.kind === 'run' ? paths.run(slug, one.id) : paths.account(slug, one.account.id)}
                    fw={500}
                  >
                    {one.account.name}
                  </Anchor>
                  {one.kind !== 'account' && <Text size="sm">{one.title}</Text>}
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{one.why}</Text>
                </Table.Td>
                <Table.Td ta="right">
                  {one.since && (
                    <Text size="sm" c="dimmed" component="div">
                      since <Instant at={one.since} />
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

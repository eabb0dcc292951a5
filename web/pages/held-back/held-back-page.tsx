import { Anchor, Badge, Select, Table, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { HeldBackList } from '../../../server/api/contract/held-back.ts';
import { paths } from '../../paths.ts';
import { Health } from '../../ui/health/health.tsx';
import { Money } from '../../ui/money.tsx';
import { sayCount } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import { WhyLink } from '../why/why-link.tsx';
import { type HeldBackSearch, heldBackQuery } from './held-back-query.ts';
import { HOLD_REASONS } from './hold-reasons.ts';

/** What diagnoses found and did not open, over all accounts: each with its reason, and until when. */
export function HeldBackPage() {
  const { organisation } = useParams({ from: '/o/$organisation/held-back' });
  const search = useSearch({ from: '/o/$organisation/held-back' });
  const { data, error, refetch } = useQuery(heldBackQuery(organisation, search));
  const isFiltered = Object.values(search).some((one) => one !== undefined);
  return (
    <Page
      title="Held back"
      above={
        <Anchor component={Link} to={paths.playbooks(organisation)} size="sm" c="dimmed">
          Playbooks
        </Anchor>
      }
      beside={data && <Text c="dimmed">{sayCount(data.total, 'situation')}</Text>}
      actions={data && <Filters data={data} search={search} />}
    >
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows />
      ) : data.held.length === 0 ? (
        <Empty
          icon={<IconChecks size={28} stroke={1.5} />}
          title={isFiltered ? 'Nothing is held back like this' : 'Nothing is held back'}
        >
          {isFiltered
            ? 'Take a filter off to see more.'
            : 'What a diagnosis finds and does not open stands here with its reason: another playbook is at work, a cooldown, enough for one week, “not a risk”.'}
        </Empty>
      ) : (
        <Section title="Found, and not opened">
          <List data={data} />
        </Section>
      )}
    </Page>
  );
}

function Filters({ data, search }: { data: HeldBackList; search: HeldBackSearch }) {
  const { organisation } = useParams({ from: '/o/$organisation/held-back' });
  const navigate = useNavigate({ from: '/o/$organisation/held-back' });
  const members = useQuery(membersQuery(organisation)).data ?? [];
  const look = (part: HeldBackSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <>
      <Select
        size="xs"
        w={190}
        aria-label="Reason"
        placeholder="Reason"
        clearable
        data={data.reasons.map(({ reason, count }) => ({ value: reason, label: `${sayReason(reason)} (${count})` }))}
        value={search.reason ?? null}
        onChange={(reason) => look({ reason: reason ?? undefined })}
      />
      <Select
        size="xs"
        w={210}
        aria-label="Playbook"
        placeholder="Playbook"
        clearable
        searchable
        data={data.playbooks.map(({ key, title, count }) => ({ value: key, label: `${title} (${count})` }))}
        value={search.playbook ?? null}
        onChange={(playbook) => look({ playbook: playbook ?? undefined })}
      />
      <Select
        size="xs"
        w={170}
        aria-label="CSM"
        placeholder="CSM"
        clearable
        searchable
        data={members.filter(({ role }) => role === 'csm').map(({ id, name }) => ({ value: id, label: name }))}
        value={search.csm ?? null}
        onChange={(csm) => look({ csm: csm ?? undefined })}
      />
    </>
  );
}

function List({ data }: { data: HeldBackList }) {
  const { organisation } = useParams({ from: '/o/$organisation/held-back' });
  return (
    <>
      <Table.ScrollContainer
        minWidth={820}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Held back' } }}
      >
        <Table verticalSpacing="xs" aria-label="Situations that are held back">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Account</Table.Th>
              <Table.Th>Health</Table.Th>
              <Table.Th ta="right">ARR</Table.Th>
              <Table.Th>Playbook</Table.Th>
              <Table.Th>Why it is held back</Table.Th>
              <Table.Th>Until</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.held.map(({ account, playbook, reason, detail, until }) => (
              <Table.Tr key={`${account.id} ${playbook.key}`}>
                <Table.Td>
                  <Anchor component={Link} to={paths.account(organisation, account.id)} fw={500}>
                    {account.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  <Health band={account.band} score={account.score} />
                </Table.Td>
                <Table.Td ta="right">
                  <Money minor={account.arrMinor} currency={account.currency} short />
                </Table.Td>
                <Table.Td>
                  <WhyLink account={account.id} playbook={playbook.key}>
                    {playbook.title}
                  </WhyLink>
                </Table.Td>
                <Table.Td>
                  <Badge color="gray" mr={8}>
                    {sayReason(reason)}
                  </Badge>
                  <Text span size="sm">
                    {capital(detail)}
                  </Text>
                </Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{until && <Day day={until} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {data.total > data.held.length && (
        <Text size="sm" c="dimmed" mt="sm">
          The {data.held.length} with the largest ARR are shown.
        </Text>
      )}
    </>
  );
}

function sayReason(reason: string): string {
  return capital(HOLD_REASONS[reason] ?? reason.replaceAll('_', ' '));
}

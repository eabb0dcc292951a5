import { Anchor, Group, Select, Table, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Money } from '../../ui/money.tsx';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { Instant } from '../../ui/when.tsx';
import { teamQuery } from './team-query.ts';

const DAYS = [30, 60, 90, 180];

/** Accounts nobody has talked with for a while, the largest first. */
export function TeamCoverage() {
  const slug = useSlug();
  const [days, setDays] = useState(60);
  const { data, error, refetch } = useQuery({ ...teamQuery(slug, days), placeholderData: keepPreviousData });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows />;
  const { quiet } = data;
  return (
    <Section
      title={
        quiet.count === 0
          ? `Somebody has talked with every account in ${quiet.days} days`
          : `Nobody has talked with ${sayCount(quiet.count, 'account')} for ${quiet.days} days`
      }
      beside={
        <Group gap="xs">
          <Select
            size="xs"
            w={120}
            aria-label="For how long"
            data={DAYS.map((one) => ({ value: String(one), label: `${one} days` }))}
            value={String(days)}
            onChange={(next) => next && setDays(Number(next))}
            allowDeselect={false}
          />
        </Group>
      }
    >
      {quiet.count === 0 ? (
        <Empty icon={<IconChecks size={28} stroke={1.5} />} title="None is left alone">
          Calls, e-mails, meetings and chats with the customer count; internal notes do not.
        </Empty>
      ) : (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing="xs" aria-label="Accounts nobody talks with">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Account</Table.Th>
                <Table.Th>CSM</Table.Th>
                <Table.Th ta="right">ARR</Table.Th>
                <Table.Th ta="right">Last talk</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {quiet.accounts.map((account) => (
                <Table.Tr key={account.id}>
                  <Table.Td>
                    <Anchor component={Link} to={paths.account(slug, account.id)} fw={500}>
                      {account.name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{account.csm ?? 'nobody'}</Table.Td>
                  <Table.Td ta="right">
                    <Money minor={account.arrMinor} currency={account.currency} short />
                  </Table.Td>
                  <Table.Td ta="right">
                    {account.lastTalkAt ? (
                      <Instant at={account.lastTalkAt} />
                    ) : (
                      <Text span c="dimmed">
                        none known
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {quiet.count > quiet.accounts.length && (
        <Text size="sm" c="dimmed" mt="sm">
          The {quiet.accounts.length} largest are shown.
        </Text>
      )}
    </Section>
  );
}

import { ActionIcon, Anchor, Badge, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Team } from '../../../server/api/contract/team.ts';
import { useMayManage, useOrganisation, useSlug } from '../../session.ts';
import { Money } from '../../ui/money.tsx';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { sayRole } from '../../ui/words.ts';
import { LateRuns } from './late-runs.tsx';
import { Figure, Open } from './load-figure.tsx';
import { MovePortfolio } from './move-portfolio.tsx';
import { teamQuery } from './team-query.ts';
import { TeamTasks, type TeamWork } from './team-tasks.tsx';
import { WaitingSteps } from './waiting-steps.tsx';

type Member = Team['members'][number];

/** What each member carries, who needs help, and the steps in which work waits. Every figure opens the list behind it. */
export function TeamLoad() {
  const { data, error, refetch } = useQuery(teamQuery(useSlug()));
  const [work, setWork] = useState<TeamWork | null>(null);
  const [late, setLate] = useState<Member | null>(null);
  const [moving, setMoving] = useState<Member | null>(null);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.members.length === 0)
    return (
      <Empty icon={<IconUsers size={28} stroke={1.5} />} title="Nobody works with accounts yet">
        Invite those who look after customers in the settings, under Members. What each of them carries stands here.
      </Empty>
    );
  const inNeed = data.members.filter(({ needsHelp }) => needsHelp.length > 0);
  return (
    <>
      <Section
        title={
          inNeed.length === 0 ? 'Nobody is overloaded' : `${sayCount(inNeed.length, 'person', 'people')} could use help`
        }
      >
        {inNeed.length > 0 && (
          <ul style={{ margin: '0 0 14px', paddingInlineStart: 18 }}>
            {inNeed.map((member) => (
              <li key={member.id}>
                <Text span>
                  <b>{member.name}</b>: {member.needsHelp.join('; ')}
                </Text>
              </li>
            ))}
          </ul>
        )}
        <Table.ScrollContainer minWidth={860}>
          <Table verticalSpacing="xs" aria-label="Load of each member">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Member</Table.Th>
                <Table.Th ta="right">Accounts</Table.Th>
                <Table.Th ta="right">ARR</Table.Th>
                <Table.Th ta="right">Red</Table.Th>
                <Table.Th ta="right">Open tasks</Table.Th>
                <Table.Th ta="right">Due today</Table.Th>
                <Table.Th ta="right">Overdue</Table.Th>
                <Table.Th ta="right">First actions late</Table.Th>
                <Table.Th ta="right">To accept</Table.Th>
                <Table.Th ta="right">Done a week</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.members.map((member) => (
                <MemberLoad
                  key={member.id}
                  member={member}
                  onWork={(due) => setWork({ title: titleOf(member, due), member: member.id, ...(due && { due }) })}
                  onLate={() => setLate(member)}
                  onMove={() => setMoving(member)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
      <WaitingSteps steps={data.waitingSteps} onWork={setWork} />
      {work && <TeamTasks work={work} onClose={() => setWork(null)} />}
      {late && <LateRuns member={late} onClose={() => setLate(null)} />}
      {moving && <MovePortfolio member={moving} isLeaving={false} onClose={() => setMoving(null)} />}
    </>
  );
}

function titleOf({ name }: Member, due: 'overdue' | 'today' | undefined): string {
  return due === 'overdue' ? `Overdue with ${name}` : due === 'today' ? `Due today with ${name}` : `Open with ${name}`;
}

function MemberLoad({
  member,
  onWork,
  onLate,
  onMove,
}: {
  member: Member;
  onWork: (due?: 'overdue' | 'today') => void;
  onLate: () => void;
  onMove: () => void;
}) {
  const { slug, currency } = useOrganisation();
  const mayManage = useMayManage();
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500} component="div">
          {member.name} {member.isAway && <Badge color="gray">away</Badge>}
        </Text>
        <Text size="xs" c="dimmed">
          {sayRole(member.role)}
        </Text>
      </Table.Td>
      <Figure value={member.accounts}>
        <Anchor
          renderRoot={(props) => (
            <Link
              {...props}
              to="/o/$organisation/accounts"
              params={{ organisation: slug }}
              search={{ owner: member.id }}
            />
          )}
        >
          {member.accounts}
        </Anchor>
      </Figure>
      <Table.Td ta="right">
        {member.accounts > 0 && <Money minor={member.arrMinor} currency={currency} short />}
      </Table.Td>
      <Figure value={member.red}>
        <Anchor
          renderRoot={(props) => (
            <Link
              {...props}
              to="/o/$organisation/accounts"
              params={{ organisation: slug }}
              search={{ owner: member.id, band: 'red' }}
            />
          )}
        >
          {member.red}
        </Anchor>
      </Figure>
      <Figure value={member.openTasks}>
        <Open label={`${member.openTasks} open tasks of ${member.name}`} onClick={() => onWork()}>
          {member.openTasks}
        </Open>
      </Figure>
      <Figure value={member.dueToday}>
        <Open label={`${member.dueToday} tasks of ${member.name} due today`} onClick={() => onWork('today')}>
          {member.dueToday}
        </Open>
      </Figure>
      <Figure value={member.overdue}>
        <Open label={`${member.overdue} overdue tasks of ${member.name}`} onClick={() => onWork('overdue')} isLate>
          {member.overdue}
        </Open>
      </Figure>
      <Figure value={member.lateFirstActions}>
        <Open label={`${member.lateFirstActions} late first actions of ${member.name}`} onClick={onLate} isLate>
          {member.lateFirstActions}
        </Open>
      </Figure>
      <Figure value={member.handoffs}>
        <Anchor
          renderRoot={(props) => (
            <Link {...props} to="/o/$organisation/team" params={{ organisation: slug }} search={{ tab: 'handoffs' }} />
          )}
        >
          {member.handoffs}
        </Anchor>
      </Figure>
      <Table.Td ta="right">{sayNumber(member.donePerWeek)}</Table.Td>
      <Table.Td w={44} ta="right">
        {mayManage && (
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`More about ${member.name}`}>
                <IconDots size={16} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onMove}>Move what they look after …</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

import { ActionIcon, Badge, Button, Group, Menu, Select, Table, Text } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member, PendingInvitation } from '../../../server/api/contract/member.ts';
import { api, at } from '../../api.ts';
import { useMember, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { sayRole } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import { MovePortfolio } from '../team/move-portfolio.tsx';
import { InviteMember } from './invite-member.tsx';
import { ROLE_OPTIONS } from './role-options.ts';
import { invitationsQuery } from './settings-query.ts';

/** Everybody of the organisation: roles, who reports to whom, invitations, and who left. */
export function Members() {
  const slug = useSlug();
  const isAdmin = useMember().role === 'admin';
  const members = useQuery(membersQuery(slug));
  const invitations = useQuery({ ...invitationsQuery(slug), enabled: isAdmin }).data ?? [];
  const [invites, setInvites] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  if (members.isPending) return <LoadingRows />;
  if (members.isError) return <Failed error={members.error} retry={() => void members.refetch()} />;
  return (
    <>
      <Section
        title="Members"
        beside={
          isAdmin && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUserPlus size={14} aria-hidden="true" />}
              onClick={() => setInvites(true)}
            >
              Invite
            </Button>
          )
        }
      >
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing="xs" aria-label="Members">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Member</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Reports to</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.data.map((member) => (
                <MemberRow
                  key={member.id}
                  member={member}
                  members={members.data}
                  isAdmin={isAdmin}
                  onLeave={() => setLeaving(member)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
      {invitations.length > 0 && <Invitations invitations={invitations} />}
      {invites && <InviteMember onClose={() => setInvites(false)} />}
      {leaving && <MovePortfolio member={leaving} isLeaving onClose={() => setLeaving(null)} />}
    </>
  );
}

function MemberRow({
  member,
  members,
  isAdmin,
  onLeave,
}: {
  member: Member;
  members: readonly Member[];
  isAdmin: boolean;
  onLeave: () => void;
}) {
  const slug = useSlug();
  const { memberId } = useMember();
  const hasLeft = member.status === 'left';
  const patch = (part: Partial<Member>) => api.patch(at(slug, 'members', member.id), part);
  const change = useWrite<Partial<Member>>({
    send: patch,
    done: (_, { role, status, managerId }) => {
      if (status) return `${member.name} is back.`;
      if (role) return `${member.name} is ${sayRole(role)} now.`;
      const manager = members.find(({ id }) => id === managerId);
      return manager ? `${member.name} reports to ${manager.name}.` : `${member.name} reports to nobody.`;
    },
    undo: (_, { role, status }) =>
      patch(status ? { status: member.status } : role ? { role: member.role } : { managerId: member.managerId }),
  });
  const signOut = useWrite({
    send: () => api.delete(at(slug, 'members', member.id, 'sessions')),
    done: () => `${member.name} is signed out everywhere.`,
  });
  const managers = members.filter(
    (one) => one.id !== member.id && (one.status !== 'left' || one.id === member.managerId),
  );
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500} c={hasLeft ? 'dimmed' : undefined}>
          {member.name} {member.id === memberId && <Badge color="gray">you</Badge>}{' '}
          {hasLeft && <Badge color="gray">left</Badge>}
          {member.status === 'invited' && <Badge color="yellow">invited</Badge>}
        </Text>
        <Text size="sm" c="dimmed">
          {member.email}
        </Text>
      </Table.Td>
      <Table.Td w={190}>
        {isAdmin && !hasLeft ? (
          <Select
            size="xs"
            aria-label={`Role of ${member.name}`}
            data={ROLE_OPTIONS}
            value={member.role}
            allowDeselect={false}
            disabled={change.isPending}
            onChange={(role) => role && role !== member.role && change.mutate({ role: role as Member['role'] })}
          />
        ) : (
          sayRole(member.role)
        )}
      </Table.Td>
      <Table.Td w={190}>
        {isAdmin && !hasLeft ? (
          <Select
            size="xs"
            aria-label={`Whom ${member.name} reports to`}
            placeholder="Nobody"
            data={managers.map(({ id, name }) => ({ value: id, label: name }))}
            value={member.managerId}
            clearable
            disabled={change.isPending}
            onChange={(managerId) => change.mutate({ managerId })}
          />
        ) : (
          (members.find(({ id }) => id === member.managerId)?.name ?? '')
        )}
      </Table.Td>
      <Table.Td w={48} ta="right">
        {isAdmin && (
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`More about ${member.name}`}>
                <IconDots size={16} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {hasLeft ? (
                <Menu.Item onClick={() => change.mutate({ status: 'active' })}>Bring them back</Menu.Item>
              ) : (
                <>
                  <Menu.Item onClick={() => signOut.mutate()}>Sign them out everywhere</Menu.Item>
                  <Menu.Item color="red" onClick={onLeave}>
                    They have left …
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Invitations({ invitations }: { invitations: readonly PendingInvitation[] }) {
  const slug = useSlug();
  const revoke = useWrite<PendingInvitation>({
    send: ({ id }) => api.delete(at(slug, 'invitations', id)),
    done: (_, { name }) => `The invitation of ${name} is taken back.`,
  });
  return (
    <Section title="Invitations that wait">
      <Table verticalSpacing="xs" aria-label="Invitations that wait">
        <Table.Tbody>
          {invitations.map((invitation) => (
            <Table.Tr key={invitation.id}>
              <Table.Td>
                {invitation.name}{' '}
                <Text span c="dimmed" size="sm">
                  {invitation.email}, {sayRole(invitation.role)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed">
                  {new Date(invitation.expiresAt) < new Date() ? 'ran out' : 'good until'}{' '}
                  <Instant at={invitation.expiresAt} />
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <Group gap={4} justify="flex-end">
                  <Button size="compact-sm" variant="subtle" color="gray" onClick={() => revoke.mutate(invitation)}>
                    Take back
                  </Button>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

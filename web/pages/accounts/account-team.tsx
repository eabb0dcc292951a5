import { Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayRole } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import classes from './account.module.css';

const ROLES = ['csm', 'account_manager', 'support', 'manager', 'executive'] as const;

interface Assignment {
  readonly role: (typeof ROLES)[number];
  readonly memberId: string | null;
}

/** Who looks after the account, role by role; for who may only read, those there are. */
export function AccountTeam({ account }: { account: Account }) {
  const mayWork = useMayWork();
  const held = ROLES.flatMap((role) => account.team.find((one) => one.role === role) ?? []);
  return (
    <Section title="Team">
      {mayWork ? (
        <Assignments account={account} />
      ) : held.length === 0 ? (
        <Text c="dimmed" size="sm">
          Nobody looks after this account yet.
        </Text>
      ) : (
        <dl className={classes.facts}>
          {held.map(({ role, name }) => (
            <div key={role} style={{ display: 'contents' }}>
              <dt>{sayRole(role)}</dt>
              <dd>{name}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Assignments({ account }: { account: Account }) {
  const slug = useSlug();
  const members = useQuery(membersQuery(slug)).data ?? [];
  const holder = (role: string) => account.team.find((one) => one.role === role);
  const put = ({ role, memberId }: Assignment) => api.put(at(slug, 'accounts', account.id, 'team', role), { memberId });
  const assign = useWrite<Assignment & { before: string | null }>({
    send: put,
    done: (_, { role, memberId }) =>
      memberId === null
        ? `${account.name} has no ${sayRole(role)} now.`
        : `${members.find(({ id }) => id === memberId)?.name} is ${sayRole(role)} now. Open tasks stay with whom they are.`,
    undo: (_, { role, before }) => put({ role, memberId: before }),
  });
  return (
    <Stack gap={6}>
      {ROLES.map((role) => {
        const held = holder(role);
        const able = members.filter(({ id, status }) => status !== 'left' || id === held?.memberId);
        const choices = able.map(({ id, name, status }) => ({
          value: id,
          label: status === 'left' ? `${name} (left)` : name,
        }));
        return (
          <Select
            key={role}
            size="xs"
            label={sayRole(role)}
            placeholder="Nobody"
            styles={{ root: { display: 'grid', gridTemplateColumns: '118px 1fr', alignItems: 'center', gap: 12 } }}
            data={
              held && !able.some(({ id }) => id === held.memberId)
                ? [...choices, { value: held.memberId, label: held.name }]
                : choices
            }
            value={held?.memberId ?? null}
            onChange={(memberId) => assign.mutate({ role, memberId, before: held?.memberId ?? null })}
            searchable
            clearable
            disabled={assign.isPending}
            nothingFoundMessage="Nobody of this name"
          />
        );
      })}
    </Stack>
  );
}

import { Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PortfolioMoved, PortfolioPlan } from '../../../server/api/contract/portfolio.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayCount } from '../../ui/number.ts';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayRole } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import { MovePreview } from './move-preview.tsx';

const RULES = [
  { value: 'fewest_tasks', label: 'to whom has the fewest open tasks' },
  { value: 'least_arr', label: 'to whom looks after the least ARR' },
  { value: 'round_robin', label: 'in turns' },
];

/** What becomes of what a member carries, seen with counts and names before anything moves. */
export function MovePortfolio({
  member,
  isLeaving,
  onClose,
}: {
  member: { readonly id: string; readonly name: string };
  /** Whether they leave: then they can no longer sign in once it is done. */
  isLeaving: boolean;
  onClose: () => void;
}) {
  const slug = useSlug();
  const [accountsHow, setAccountsHow] = useState('spread');
  const [accountsTo, setAccountsTo] = useState<string | null>(null);
  const [rule, setRule] = useState('least_arr');
  const [tasksHow, setTasksHow] = useState('with_account');
  const [tasksTo, setTasksTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');

  const accounts =
    accountsHow === 'leave'
      ? { how: 'leave' }
      : accountsHow === 'spread'
        ? { how: 'spread', rule }
        : accountsTo && { how: accountsHow, memberId: accountsTo };
  const tasks = tasksHow === 'one' ? tasksTo && { how: 'one', memberId: tasksTo } : { how: tasksHow };
  const isReady = Boolean(accounts && tasks);
  const choice = { accounts, tasks, isLeaving };
  const preview = useQuery({
    queryKey: ['o', slug, 'portfolio-preview', member.id, choice],
    queryFn: () => api.post<PortfolioPlan>(at(slug, 'members', member.id, 'portfolio-preview'), choice),
    enabled: isReady,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const undo = async ({ id }: PortfolioMoved) => {
    if (isLeaving) await api.patch(at(slug, 'members', member.id), { status: 'active' });
    await api.post(at(slug, 'portfolio-moves', id, 'undo'));
  };
  const move = useWrite<void, PortfolioMoved>({
    send: async () => {
      const moved = await api.post<PortfolioMoved>(at(slug, 'members', member.id, 'portfolio-moves'), {
        ...choice,
        ...(reason.trim() && { reason: reason.trim() }),
      });
      if (isLeaving) await api.patch(at(slug, 'members', member.id), { status: 'left' });
      return moved;
    },
    done: (moved) =>
      `${isLeaving ? `${member.name} has left. ` : ''}Moved: ${sayCount(moved.places, 'place in account teams', 'places in account teams')}, ${sayCount(moved.tasks, 'task')}${moved.handoffs > 0 ? `; offered: ${sayCount(moved.handoffs, 'account')}` : ''}.`,
    undo,
    after: onClose,
  });
  return (
    <AskDialog
      opened
      title={isLeaving ? `${member.name} leaves` : `Move what ${member.name} looks after`}
      act={isLeaving ? `${member.name} has left` : 'Move it'}
      isReady={isReady && preview.data !== undefined && !preview.isPlaceholderData && !preview.error}
      isBusy={move.isPending}
      isDangerous={isLeaving}
      onSubmit={() => move.mutate()}
      onClose={onClose}
    >
      {isLeaving && (
        <Text size="sm" c="dimmed">
          They can no longer sign in, and their API keys stop working at once. What they did stays.
        </Text>
      )}
      <Radio.Group label="Their accounts" value={accountsHow} onChange={setAccountsHow}>
        <Stack gap={6} mt={6}>
          <Radio value="spread" label="Spread over the others of the same role" />
          {accountsHow === 'spread' && (
            <Select
              ml={28}
              size="xs"
              aria-label="By which rule"
              data={RULES}
              value={rule}
              onChange={(next) => next && setRule(next)}
              allowDeselect={false}
            />
          )}
          <Radio value="one" label="To one member, at once" />
          <Radio value="hand_over" label="To one member, to be accepted account by account" />
          {(accountsHow === 'one' || accountsHow === 'hand_over') && (
            <MemberSelect
              without={member.id}
              value={accountsTo}
              onChange={setAccountsTo}
              label="Who gets the accounts"
            />
          )}
          <Radio
            value="leave"
            label={isLeaving ? 'Leave them; they stand under “Carried by nobody”' : 'Leave them where they are'}
          />
        </Stack>
      </Radio.Group>
      <Radio.Group label="Their open tasks" value={tasksHow} onChange={setTasksHow}>
        <Stack gap={6} mt={6}>
          <Radio value="with_account" label="Go with the account" />
          <Radio value="manager" label="To the manager of the account" />
          <Radio value="one" label="To one member" />
          {tasksHow === 'one' && (
            <MemberSelect without={member.id} value={tasksTo} onChange={setTasksTo} label="Who gets the tasks" />
          )}
          {!isLeaving && <Radio value="leave" label="Leave them where they are" />}
        </Stack>
      </Radio.Group>
      <TextInput
        label="Why? (optional)"
        description="It stands in the history of each account and run."
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {preview.error ? (
        <Failed error={preview.error} />
      ) : preview.data ? (
        <MovePreview plan={preview.data} isLeaving={isLeaving} />
      ) : (
        <Group>
          <Text size="sm" c="dimmed">
            Choose who gets it, and see what would move.
          </Text>
        </Group>
      )}
    </AskDialog>
  );
}

function MemberSelect({
  without,
  value,
  onChange,
  label,
}: {
  without: string;
  value: string | null;
  onChange: (id: string | null) => void;
  label: string;
}) {
  const members = useQuery(membersQuery(useSlug())).data ?? [];
  return (
    <Select
      ml={28}
      size="xs"
      aria-label={label}
      placeholder="Choose a member"
      data={members
        .filter((one) => one.status === 'active' && one.role !== 'viewer' && one.id !== without)
        .map((one) => ({ value: one.id, label: `${one.name} (${sayRole(one.role)})` }))}
      value={value}
      onChange={onChange}
      searchable
      nothingFoundMessage="Nobody of this name"
    />
  );
}

import { Select, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AssignmentPlan } from '../../../server/api/contract/portfolio.ts';
import { api, at } from '../../api.ts';
import { useOrganisation } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { sayCount } from '../../ui/number.ts';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';

const RULES = [
  { value: 'fewest_tasks', label: 'To whom has the fewest open tasks' },
  { value: 'least_arr', label: 'To whom looks after the least ARR' },
  { value: 'round_robin', label: 'In turns' },
];

/** Shares out the accounts that have no CSM, after a look at who would get which. */
export function ShareOutDialog({ onClose }: { onClose: () => void }) {
  const { slug, currency } = useOrganisation();
  const [rule, setRule] = useState('fewest_tasks');
  const preview = useQuery({
    queryKey: ['o', slug, 'assignment-preview', rule],
    queryFn: () => api.post<AssignmentPlan>(at(slug, 'assignment-preview'), { rule }),
    placeholderData: keepPreviousData,
  });
  const assign = useWrite<void, { id: string | null; accounts: number }>({
    send: () => api.post(at(slug, 'assignments'), { rule }),
    done: ({ accounts }) => `${sayCount(accounts, 'account')} ${accounts === 1 ? 'has' : 'have'} a CSM now.`,
    undo: async ({ id }) => id && api.post(at(slug, 'portfolio-moves', id, 'undo')),
    after: onClose,
  });
  const getting = preview.data?.members.filter(({ gets }) => gets.length > 0) ?? [];
  return (
    <AskDialog
      opened
      title="Share out the accounts without a CSM"
      act="Share them out"
      isReady={getting.length > 0 && !preview.isPlaceholderData}
      isBusy={assign.isPending}
      onSubmit={() => assign.mutate()}
      onClose={onClose}
    >
      <Select
        label="By which rule"
        description="Whoever is away today is left out."
        data={RULES}
        value={rule}
        onChange={(next) => next && setRule(next)}
        allowDeselect={false}
        data-autofocus
      />
      {preview.error && <Failed error={preview.error} />}
      {getting.map((member) => (
        <details key={member.id}>
          <summary>
            <Text span size="sm">
              <b>{member.name}</b> gets {sayCount(member.gets.length, 'account')}, has {member.accounts} with{' '}
              {sayCount(member.tasks, 'open task')}
            </Text>
          </summary>
          <ul style={{ margin: '4px 0 8px', paddingInlineStart: 22, maxHeight: 180, overflow: 'auto' }}>
            {member.gets.map((account) => (
              <li key={account.id}>
                <Text span size="sm">
                  {account.name} <Money minor={account.arrMinor} currency={currency} short />
                </Text>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {preview.data && getting.length === 0 && (
        <Text size="sm">
          {preview.data.left > 0 ? 'There is no active CSM who could take them.' : 'Every account has a CSM.'}
        </Text>
      )}
    </AskDialog>
  );
}

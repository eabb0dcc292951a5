import { ActionIcon, Button, Group, Select, Table, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Absence } from '../../../server/api/contract/absence.ts';
import type { Member } from '../../../server/api/contract/member.ts';
import { api, at } from '../../api.ts';
import { useMember, useOrganisation } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { addDays, sayDay } from '../../ui/date.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { useToday } from '../../ui/when.tsx';
import { membersQuery } from '../members/members-query.ts';
import classes from './settings.module.css';
import { absencesQuery } from './settings-query.ts';

/** When one is away, and who stands in. */
export function YourAbsences() {
  const { slug, absentOwner } = useOrganisation();
  const { memberId } = useMember();
  const today = useToday();
  const absences = useQuery(absencesQuery(slug, memberId));
  const members = useQuery(membersQuery(slug)).data ?? [];
  const [plans, setPlans] = useState(false);
  const [removing, setRemoving] = useState<Absence | null>(null);
  const remove = useWrite<Absence>({
    send: ({ id }) => api.delete(at(slug, 'members', memberId, 'absences', id)),
    done: () => 'The absence is removed.',
    after: () => setRemoving(null),
  });
  const say = ({ firstDay, lastDay }: Absence) =>
    firstDay === lastDay ? sayDay(firstDay, today) : `${sayDay(firstDay, today)} to ${sayDay(lastDay, today)}`;
  return (
    <Section
      title="Absences"
      beside={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setPlans(true)}
        >
          Plan an absence
        </Button>
      }
    >
      {absences.isPending && <LoadingRows rows={1} />}
      {absences.isError && <Failed error={absences.error} retry={() => void absences.refetch()} />}
      {absences.data?.length === 0 && (
        <Text size="sm" c="dimmed" className={classes.narrow}>
          None planned. While you are away, your tasks{' '}
          {absentOwner === 'deputy'
            ? 'go to your deputy; without one they wait until you are back.'
            : 'wait until you are back.'}
        </Text>
      )}
      {absences.data && absences.data.length > 0 && (
        <div className={classes.narrow}>
          <Table verticalSpacing="xs" aria-label="Absences">
            <Table.Tbody>
              {absences.data.map((absence) => (
                <Table.Tr key={absence.id}>
                  <Table.Td>
                    {say(absence)}
                    <Text size="sm" c="dimmed">
                      {[deputyOf(absence, members), absence.note].filter(Boolean).join(' · ')}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Tooltip label="Remove">
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`Remove the absence ${say(absence)}`}
                        onClick={() => setRemoving(absence)}
                      >
                        <IconTrash size={16} aria-hidden="true" />
                      </ActionIcon>
                    </Tooltip>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {plans && <PlanAbsence members={members} onClose={() => setPlans(false)} />}
      <Confirm
        opened={removing !== null}
        title="Remove this absence?"
        act="Remove it"
        isBusy={remove.isPending}
        onConfirm={() => removing && remove.mutate(removing)}
        onClose={() => setRemoving(null)}
      >
        Tasks that went to your deputy or were moved stay as they are; new ones come to you again.
      </Confirm>
    </Section>
  );
}

function deputyOf({ deputyId }: Absence, members: readonly Member[]): string {
  const deputy = members.find(({ id }) => id === deputyId);
  return deputy ? `${deputy.name} stands in` : 'nobody stands in';
}

function PlanAbsence({ members, onClose }: { members: readonly Member[]; onClose: () => void }) {
  const { slug, absentOwner } = useOrganisation();
  const { memberId } = useMember();
  const today = useToday();
  const [firstDay, setFirstDay] = useState(addDays(today, 1));
  const [lastDay, setLastDay] = useState(addDays(today, 1));
  const [deputyId, setDeputyId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const plan = useWrite({
    send: () =>
      api.post(at(slug, 'members', memberId, 'absences'), {
        firstDay,
        lastDay,
        deputyId,
        ...(note.trim() ? { note: note.trim() } : {}),
      }),
    done: () => 'Planned. What is due then is being seen to.',
    after: onClose,
  });
  const able = members.filter((one) => one.status === 'active' && one.role !== 'viewer' && one.id !== memberId);
  return (
    <AskDialog
      opened
      title="Plan an absence"
      act="Plan it"
      isBusy={plan.isPending}
      isReady={firstDay !== '' && lastDay >= firstDay}
      onSubmit={() => plan.mutate()}
      onClose={onClose}
    >
      <Group grow>
        <TextInput
          type="date"
          label="First day"
          data-autofocus
          value={firstDay}
          onChange={(event) => {
            const day = event.currentTarget.value;
            setFirstDay(day);
            if (lastDay < day) setLastDay(day);
          }}
        />
        <TextInput
          type="date"
          label="Last day"
          min={firstDay}
          value={lastDay}
          onChange={(event) => setLastDay(event.currentTarget.value)}
        />
      </Group>
      <Select
        label="Who stands in?"
        placeholder="Nobody"
        description={
          absentOwner === 'deputy'
            ? 'They get what falls due in these days, also what is open already. Without a deputy it waits until you are back.'
            : 'Your organisation lets tasks wait until you are back; the deputy is named for others to ask.'
        }
        data={able.map((one) => ({ value: one.id, label: one.name }))}
        value={deputyId}
        onChange={setDeputyId}
        searchable
        clearable
      />
      <TextInput
        label="Note (optional)"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Member } from '../../../server/api/contract/member.ts';
import { api, at } from '../../api.ts';
import { useMember, useOrganisation } from '../../session.ts';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { membersQuery } from '../members/members-query.ts';
import classes from './settings.module.css';
import { WorkingDays } from './working-days.tsx';

type WorkTime = Pick<Member, 'timeZone' | 'holidayRegion' | 'workingDays' | 'workdayStart' | 'workdayEnd'>;

const AS_THE_ORGANISATION: WorkTime = {
  timeZone: null,
  holidayRegion: null,
  workingDays: null,
  workdayStart: null,
  workdayEnd: null,
};

/** When one works: as the organisation does, or otherwise. Due dates of one's tasks follow from it. */
export function YourTime() {
  const { slug } = useOrganisation();
  const { memberId } = useMember();
  const me = useQuery(membersQuery(slug)).data?.find(({ id }) => id === memberId);
  return me ? <WorkTimeForm key={JSON.stringify(workTimeOf(me))} me={me} /> : null;
}

function WorkTimeForm({ me }: { me: Member }) {
  const organisation = useOrganisation();
  const known = workTimeOf(me);
  const [edited, setEdited] = useState<WorkTime>(known);
  const set = (part: Partial<WorkTime>) => setEdited({ ...edited, ...part });
  const isOwn = Object.values(edited).some((value) => value !== null);
  const isChanged = JSON.stringify(edited) !== JSON.stringify(known);
  const save = useWrite<WorkTime>({
    send: (input) => api.patch(at(organisation.slug, 'members', me.id), input),
    done: () => 'Your working time is changed. Tasks that open from now on are due by it.',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) save.mutate(edited);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" className={classes.narrow}>
        <Switch
          label="I work at other times than the organisation"
          description="Time zone, working days, hours or holidays. Your tasks are due by them."
          checked={isOwn}
          onChange={(event) =>
            setEdited(
              event.currentTarget.checked ? { ...edited, timeZone: organisation.timeZone } : AS_THE_ORGANISATION,
            )
          }
        />
        {isOwn && (
          <>
            <TimeZoneSelect
              label="Time zone"
              clearable
              placeholder={organisation.timeZone}
              value={edited.timeZone}
              onChange={(timeZone) => set({ timeZone })}
            />
            <WorkingDays
              days={edited.workingDays ?? organisation.workingDays}
              onChange={(workingDays) => set({ workingDays })}
            />
            <Group align="flex-start">
              <TextInput
                type="time"
                label="Work begins"
                value={edited.workdayStart ?? organisation.workdayStart}
                onChange={(event) => set({ workdayStart: event.currentTarget.value || null })}
              />
              <TextInput
                type="time"
                label="Work ends"
                value={edited.workdayEnd ?? organisation.workdayEnd}
                onChange={(event) => set({ workdayEnd: event.currentTarget.value || null })}
              />
            </Group>
            <TextInput
              label="Holidays of"
              description="A country such as PT, or a state such as DE-BE; empty for those of the organisation."
              placeholder={organisation.holidayRegion ?? 'none'}
              w={260}
              value={edited.holidayRegion ?? ''}
              onChange={(event) => set({ holidayRegion: event.currentTarget.value.trim().toUpperCase() || null })}
            />
          </>
        )}
        {!isOwn && (
          <Text size="sm" c="dimmed">
            As the organisation: {organisation.workdayStart} to {organisation.workdayEnd}, {organisation.timeZone}.
          </Text>
        )}
        {isChanged && (
          <Group gap="sm">
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
            <Button variant="default" onClick={() => setEdited(known)}>
              Discard
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function workTimeOf({ timeZone, holidayRegion, workingDays, workdayStart, workdayEnd }: Member): WorkTime {
  return { timeZone, holidayRegion, workingDays, workdayStart, workdayEnd };
}

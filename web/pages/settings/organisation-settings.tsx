import { Button, Group, NumberInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Organisation } from '../../../server/api/contract/organisation.ts';
import { api, at } from '../../api.ts';
import { useMember, useOrganisation } from '../../session.ts';
import { CurrencySelect } from '../../ui/currency-select.tsx';
import { Section } from '../../ui/page.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { ComplexitySettings } from './complexity-settings.tsx';
import { FitSettings } from './fit-settings.tsx';
import classes from './settings.module.css';
import { WebhookSecret } from './webhook-secret.tsx';
import { WorkingDays } from './working-days.tsx';

const KEYS = [
  'name',
  'timeZone',
  'currency',
  'holidayRegion',
  'workingDays',
  'workdayStart',
  'workdayEnd',
  'absentOwner',
  'ownerRule',
  'diagnosisHour',
  'emailsNeedPerson',
  'privateWebhooks',
  'accountWeekLimit',
  'ownerWeekLimit',
  'brakeCount',
  'brakePercent',
  'complexity',
] as const satisfies readonly (keyof Organisation)[];

/** Name, clock, calendar and currency of the organisation: what days, due dates and amounts follow from. */
export function OrganisationSettings() {
  const organisation = useOrganisation();
  const isAdmin = useMember().role === 'admin';
  const [edited, setEdited] = useState<Organisation>(organisation);
  const set = (part: Partial<Organisation>) => setEdited({ ...edited, ...part });
  const changes = Object.fromEntries(
    KEYS.filter((key) => JSON.stringify(edited[key]) !== JSON.stringify(organisation[key])).map((key) => [
      key,
      edited[key],
    ]),
  );
  const isChanged = Object.keys(changes).length > 0;
  const save = useWrite<void, Organisation>({
    send: () => api.patch(at(organisation.slug), changes),
    done: () => 'The settings are changed.',
    after: setEdited,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) save.mutate();
  };
  const readOnly = !isAdmin;
  return (
    <form onSubmit={submit}>
      <Section title="The organisation">
        <Stack gap="md" className={classes.narrow}>
          {readOnly && (
            <Text size="sm" c="dimmed">
              Admins change these settings.
            </Text>
          )}
          <TextInput
            label="Name"
            maxLength={200}
            readOnly={readOnly}
            value={edited.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <TimeZoneSelect
              label="Time zone"
              description="Days begin and end by it"
              disabled={readOnly}
              value={edited.timeZone}
              onChange={(timeZone) => set({ timeZone })}
            />
            <CurrencySelect
              label="Currency"
              description="In which ARR is compared"
              disabled={readOnly}
              value={edited.currency}
              onChange={(currency) => set({ currency })}
            />
          </Group>
          <NumberInput
            label="Hour of the nightly diagnosis"
            description="In the organisation’s time zone. A night that was missed is caught up."
            w={260}
            min={0}
            max={23}
            allowDecimal={false}
            suffix=":00"
            readOnly={readOnly}
            value={edited.diagnosisHour}
            onChange={(hour) => typeof hour === 'number' && set({ diagnosisHour: hour })}
          />
        </Stack>
      </Section>
      <FitSettings edited={edited} isReadOnly={readOnly} onChange={set} />
      <ComplexitySettings
        rules={edited.complexity}
        readOnly={readOnly}
        onChange={(complexity) => set({ complexity })}
      />
      <Section title="Working calendar">
        <Stack gap="md" className={classes.narrow}>
          <WorkingDays days={edited.workingDays} disabled={readOnly} onChange={(workingDays) => set({ workingDays })} />
          <Group align="flex-start">
            <TextInput
              type="time"
              label="Work begins"
              readOnly={readOnly}
              value={edited.workdayStart}
              onChange={(event) => set({ workdayStart: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label="Work ends"
              readOnly={readOnly}
              value={edited.workdayEnd}
              onChange={(event) => set({ workdayEnd: event.currentTarget.value })}
            />
          </Group>
          <TextInput
            label="Holidays of"
            description="A country such as BR, or a state such as DE-BE or US-CA; empty for none. Due dates in business days skip them."
            placeholder="DE-BE"
            w={260}
            readOnly={readOnly}
            value={edited.holidayRegion ?? ''}
            onChange={(event) => set({ holidayRegion: event.currentTarget.value.trim().toUpperCase() || null })}
          />
          <Select
            label="Tasks that fall due while their owner is away"
            description="Members plan their absences in their own settings, each with a deputy."
            disabled={readOnly}
            allowDeselect={false}
            data={[
              { value: 'deputy', label: 'go to the deputy; without one they wait' },
              { value: 'move', label: 'wait until the owner is back' },
            ]}
            value={edited.absentOwner}
            onChange={(chosen) => chosen && set({ absentOwner: chosen as Organisation['absentOwner'] })}
          />
          <Select
            label="Accounts without a CSM, after an import"
            description="Whoever is away today is left out. Under Team, “Carried by nobody”, they can be shared out at any time."
            disabled={readOnly}
            allowDeselect={false}
            data={[
              { value: 'by_hand', label: 'stay as they are' },
              { value: 'fewest_tasks', label: 'go to the CSM with the fewest open tasks' },
              { value: 'least_arr', label: 'go to the CSM with the least ARR' },
              { value: 'round_robin', label: 'go to the CSMs in turns' },
            ]}
            value={edited.ownerRule}
            onChange={(chosen) => chosen && set({ ownerRule: chosen as Organisation['ownerRule'] })}
          />
          <Switch
            label="Automated e-mails to customers always need a person"
            description="Whatever a playbook says, the owner of the step agrees before Steward sends."
            disabled={readOnly}
            checked={edited.emailsNeedPerson}
            onChange={(event) => set({ emailsNeedPerson: event.currentTarget.checked })}
          />
          <Switch
            label="Webhooks may call addresses inside the own network"
            description="Leave it off unless a service next to Steward has to be told."
            disabled={readOnly}
            checked={edited.privateWebhooks}
            onChange={(event) => set({ privateWebhooks: event.currentTarget.checked })}
          />
          {isAdmin && <WebhookSecret />}
          {isAdmin && (
            <Group gap="sm">
              <Button type="submit" disabled={!isChanged} loading={save.isPending}>
                Save
              </Button>
              {isChanged && (
                <Button variant="default" onClick={() => setEdited(organisation)}>
                  Discard
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </Section>
    </form>
  );
}

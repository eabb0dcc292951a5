import {
  Button,
  Drawer,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useOrganisation } from '../../session.ts';
import { MoneyInput } from '../../ui/money-input.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayStage } from '../../ui/words.ts';
import { AttributeInput } from './attribute-input.tsx';

const STAGES = ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'];

const TEXTS = [
  ['name', 'Name'],
  ['domain', 'Domain'],
  ['segment', 'Segment'],
  ['tier', 'Tier'],
  ['industry', 'Industry'],
  ['plan', 'Plan'],
  ['city', 'City'],
  ['state', 'State'],
  ['country', 'Country'],
  ['region', 'Region'],
] as const;

const DAYS = [
  ['renewalDate', 'Renewal'],
  ['contractStart', 'Contract since'],
  ['kickoffDate', 'Kickoff'],
  ['customerSince', 'Customer since'],
] as const;

/** Changes the details of an account. What they were is kept, and only what was changed is sent. */
export function EditAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const { slug, currency } = useOrganisation();
  const [edited, setEdited] = useState<Account>(account);
  const [reason, setReason] = useState('');
  const set = (part: Partial<Account>) => setEdited({ ...edited, ...part });
  const changes = changesOf(account, edited);
  const save = useWrite({
    send: () =>
      api.patch(at(slug, 'accounts', account.id), { ...changes, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    done: () => `${edited.name} is changed. What it was stays in the history.`,
    after: onClose,
  });
  const isReady = Object.keys(changes).length > 0 && edited.name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) save.mutate();
  };
  const isPaidElsewhere = account.paidFrom === 'subscriptions';
  return (
    <Drawer opened onClose={onClose} position="right" size={560} title={`Change ${account.name}`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
            {TEXTS.slice(0, 2).map(([key, label]) => (
              <TextField key={key} label={label} value={edited[key]} onChange={(value) => set({ [key]: value })} />
            ))}
            <Select
              label="Stage"
              data={STAGES.map((value) => ({ value, label: sayStage(value) }))}
              value={edited.stage}
              onChange={(stage) => set({ stage: stage as Account['stage'] })}
              clearable
            />
            <MoneyInput
              label="ARR"
              minor={edited.arrMinor}
              currency={edited.currency ?? currency}
              disabled={isPaidElsewhere}
              onChange={(arrMinor) => set({ arrMinor, currency: edited.currency ?? currency })}
            />
            <NumberInput
              label="Seats"
              min={0}
              allowDecimal={false}
              thousandSeparator=","
              hideControls
              disabled={isPaidElsewhere}
              value={edited.seats ?? ''}
              onChange={(seats) => set({ seats: seats === '' ? null : Number(seats) })}
            />
            {DAYS.map(([key, label]) => (
              <TextInput
                key={key}
                type="date"
                label={label}
                disabled={isPaidElsewhere && key === 'renewalDate'}
                value={edited[key] ?? ''}
                onChange={(event) => set({ [key]: event.currentTarget.value || null })}
              />
            ))}
            <TimeZoneSelect
              label="Their time zone"
              clearable
              value={edited.timeZone}
              onChange={(timeZone) => set({ timeZone })}
            />
            {TEXTS.slice(2).map(([key, label]) => (
              <TextField key={key} label={label} value={edited[key]} onChange={(value) => set({ [key]: value })} />
            ))}
            {edited.attributes.map((attribute) => (
              <AttributeInput
                key={attribute.key}
                attribute={attribute}
                onChange={(value) =>
                  set({
                    attributes: edited.attributes.map((one) => (one.key === attribute.key ? { ...one, value } : one)),
                  })
                }
              />
            ))}
          </SimpleGrid>
          {isPaidElsewhere && (
            <Text size="sm" c="dimmed">
              ARR, seats and renewal follow from the subscriptions of this account; change them where they come from.
            </Text>
          )}
          <Textarea
            label="Why? (optional)"
            description="It stands in the audit log beside the change."
            autosize
            minRows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!isReady}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function TextField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  return (
    <TextInput
      label={label}
      maxLength={200}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

/** Only what is different, as the API takes it. */
function changesOf(before: Account, after: Account): Record<string, unknown> {
  const keys = [...TEXTS, ...DAYS].map(([key]) => key);
  const fields = [...keys, 'stage', 'arrMinor', 'currency', 'seats', 'timeZone'] as const;
  const changes: Record<string, unknown> = Object.fromEntries(
    fields.filter((key) => before[key] !== after[key]).map((key) => [key, after[key]]),
  );
  const attributes = after.attributes.filter((one, i) => one.value !== before.attributes[i]?.value);
  if (attributes.length > 0) changes.attributes = Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
  return changes;
}

import {
  ActionIcon,
  Button,
  Checkbox,
  Drawer,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useMember, useOrganisation } from '../../session.ts';
import { addDays } from '../../ui/date.ts';
import { sayCount } from '../../ui/number.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { fromWallTime, toWallTime } from '../../ui/wall-time.ts';
import { useToday } from '../../ui/when.tsx';
import { sayRole } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import { contactsQuery } from './account-query.ts';

const KINDS = [
  { value: 'call', label: 'Call' },
  { value: 'email', label: 'E-mail' },
  { value: 'meeting', label: 'Meeting' },
  { value: 'chat', label: 'Chat' },
  { value: 'note', label: 'Note' },
];

/** Who is not in the list yet. */
const SOMEBODY_NEW = 'new';

interface Item {
  readonly key: string;
  readonly title: string;
  readonly ownerId: string;
  readonly dueOn: string;
}

/** Quick entry of a conversation: with whom, when, what was said, who does what by when. */
export function LogInteraction({ account, onClose }: { account: Account; onClose: () => void }) {
  const { slug, timeZone } = useOrganisation();
  const { memberId } = useMember();
  const today = useToday();
  const queries = useQueryClient();
  const contacts = useQuery(contactsQuery(slug, account.id)).data?.filter(({ leftOn }) => leftOn === null) ?? [];
  const [kind, setKind] = useState('call');
  const [when, setWhen] = useState(() => toWallTime(new Date(), timeZone));
  const [contact, setContact] = useState<string | null>(null);
  const [newName, setNewName] = useState('');
  const [direction, setDirection] = useState('outbound');
  const [isExecutive, setIsExecutive] = useState(false);
  const [subject, setSubject] = useState('');
  const [summary, setSummary] = useState('');
  const [nextTouchpoint, setNextTouchpoint] = useState('');
  const [items, setItems] = useState<readonly Item[]>([]);

  const occurredAt = fromWallTime(when, timeZone);
  const isNote = kind === 'note';
  const hasContact = contact !== null && (contact !== SOMEBODY_NEW || newName.trim() !== '');
  const missing = [
    !occurredAt && 'when it was',
    !isNote && !hasContact && 'with whom it was',
    summary.trim() === '' && 'a summary',
    items.some(({ title, dueOn }) => title.trim() === '' || dueOn === '') && 'what is to be done, and by when',
  ].filter(Boolean);

  const log = useWrite<void, { tasks: number }>({
    send: () =>
      api.post(at(slug, 'accounts', account.id, 'interactions'), {
        kind,
        occurredAt: occurredAt?.toISOString(),
        contact: contact === null ? null : contact === SOMEBODY_NEW ? { name: newName.trim() } : { id: contact },
        ...(kind === 'email' && { direction }),
        isExecutive,
        subject: subject.trim(),
        summary: summary.trim(),
        nextTouchpoint: nextTouchpoint || null,
        actionItems: items.map(({ title, ownerId, dueOn }) => ({ title: title.trim(), ownerId, dueOn })),
      }),
    done: ({ tasks }) => (tasks > 0 ? `Logged, with ${sayCount(tasks, 'task')}.` : 'Logged.'),
    after: () => {
      onClose();
      // The account is diagnosed anew in the background; what follows from it shows a moment later.
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['o', slug] }), 2_000);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing.length === 0) log.mutate();
  };
  return (
    <Drawer opened onClose={onClose} position="right" size={600} title={`Log an interaction with ${account.name}`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <SegmentedControl aria-label="What it was" data={KINDS} value={kind} onChange={setKind} fullWidth />
          <Group grow align="flex-start">
            <TextInput
              type="datetime-local"
              label="When"
              description={timeZone}
              max={toWallTime(new Date(Date.now() + 86_400_000), timeZone)}
              value={when}
              onChange={(event) => setWhen(event.currentTarget.value)}
            />
            <Select
              label={isNote ? 'About whom (optional)' : 'With whom'}
              description={isNote ? 'May be left open' : 'One of their contacts'}
              data={[
                ...contacts.map((one) => ({
                  value: one.id,
                  label: `${one.name ?? one.email ?? 'Without a name'}${one.role ? `, ${sayRole(one.role).toLowerCase()}` : ''}`,
                })),
                { value: SOMEBODY_NEW, label: 'Somebody new …' },
              ]}
              value={contact}
              onChange={setContact}
              searchable
              clearable
              nothingFoundMessage="Nobody of this name"
            />
          </Group>
          {contact === SOMEBODY_NEW && (
            <TextInput
              label="Name of the new contact"
              maxLength={200}
              value={newName}
              onChange={(event) => setNewName(event.currentTarget.value)}
            />
          )}
          {kind === 'email' && (
            <SegmentedControl
              aria-label="Who wrote"
              data={[
                { value: 'outbound', label: 'We wrote' },
                { value: 'inbound', label: 'They wrote' },
                { value: 'two_way', label: 'Both' },
              ]}
              value={direction}
              onChange={setDirection}
            />
          )}
          <TextInput
            label="Subject (optional)"
            maxLength={300}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
          <Textarea
            label="Summary"
            autosize
            minRows={4}
            maxRows={14}
            data-autofocus
            value={summary}
            onChange={(event) => setSummary(event.currentTarget.value)}
          />
          <ActionItems items={items} first={{ ownerId: memberId, dueOn: addDays(today, 2) }} onChange={setItems} />
          <Group align="flex-end" gap="lg">
            <TextInput
              type="date"
              label="Next touchpoint (optional)"
              min={today}
              value={nextTouchpoint}
              onChange={(event) => setNextTouchpoint(event.currentTarget.value)}
            />
            {!isNote && (
              <Checkbox
                label="An executive of theirs took part"
                pb={8}
                checked={isExecutive}
                onChange={(event) => setIsExecutive(event.currentTarget.checked)}
              />
            )}
          </Group>
          <Group justify="flex-end" gap="sm">
            {missing.length > 0 && (
              <Text size="sm" c="dimmed" role="status">
                Still needed: {missing.join(', ')}.
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={log.isPending} disabled={missing.length > 0}>
              Log it
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

/** Who does what by when: each becomes a task. */
function ActionItems({
  items,
  first,
  onChange,
}: {
  items: readonly Item[];
  /** Whose a new item is, and when it is due, until something else is said. */
  first: Pick<Item, 'ownerId' | 'dueOn'>;
  onChange: (items: Item[]) => void;
}) {
  const { slug } = useOrganisation();
  const members = useQuery(membersQuery(slug)).data?.filter((one) => one.status === 'active' && one.role !== 'viewer');
  const change = (key: string, part: Partial<Item>) =>
    onChange(items.map((item) => (item.key === key ? { ...item, ...part } : item)));
  return (
    <Stack gap={8} role="group" aria-label="Action items">
      {items.map((item, index) => (
        <Group key={item.key} gap={8} wrap="nowrap" align="flex-end">
          <TextInput
            flex={1}
            label={index === 0 ? 'Action items' : undefined}
            aria-label={`Action item ${index + 1}`}
            placeholder="What is to be done"
            maxLength={300}
            value={item.title}
            onChange={(event) => change(item.key, { title: event.currentTarget.value })}
          />
          <Select
            w={132}
            aria-label={`Owner of action item ${index + 1}`}
            data={(members ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={item.ownerId}
            onChange={(ownerId) => ownerId && change(item.key, { ownerId })}
            allowDeselect={false}
            searchable
          />
          <TextInput
            w={136}
            type="date"
            aria-label={`Due date of action item ${index + 1}`}
            value={item.dueOn}
            onChange={(event) => change(item.key, { dueOn: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={4}
            aria-label={`Remove action item ${index + 1}`}
            onClick={() => onChange(items.filter((other) => other.key !== item.key))}
          >
            <IconX size={15} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onChange([...items, { key: crypto.randomUUID(), title: '', ...first }])}
      >
        Add an action item
      </Button>
    </Stack>
  );
}

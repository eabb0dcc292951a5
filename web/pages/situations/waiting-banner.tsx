import { Alert, Button, Group, List, Modal, ScrollArea, Stack, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaitingSituations } from '../../../server/api/contract/waiting.ts';
import { api, at } from '../../api.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { Day } from '../../ui/when.tsx';
import { TextDialog } from '../runs/step-dialogs.tsx';
import { causeIn } from './headline.ts';
import { waitingQuery } from './situation-query.ts';

/** Says what a diagnosis found in such numbers that it waits for a person, and lets one who may decide about it. Nothing when nothing waits. */
export function WaitingBanner({ playbook }: { playbook?: string }) {
  const waiting = useQuery(waitingQuery(useSlug())).data ?? [];
  const shown = waiting.filter((one) => playbook === undefined || one.playbook.key === playbook);
  return shown.map((one) => <Waiting key={one.playbook.key} waiting={one} />);
}

function Waiting({ waiting }: { waiting: WaitingSituations }) {
  const { playbook, count, foundOn, accounts } = waiting;
  const [asks, setAsks] = useState(false);
  const names = accounts.slice(0, 3).map(({ name }) => name);
  const rest = count - names.length;
  return (
    <Alert variant="default" m="md" py="sm" icon={<IconHandStop size={18} aria-hidden="true" />} role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 320px">
          <b>{playbook.title}</b> was found for {sayCount(count, 'account')} on <Day day={foundOn} form="date" />:{' '}
          {names.join(', ')}
          {rest > 0 && ` and ${rest} more`}. No run starts before a person has confirmed it.
        </Text>
        <Button size="xs" variant="default" onClick={() => setAsks(true)}>
          Look and decide …
        </Button>
      </Group>
      {asks && <Decide waiting={waiting} onClose={() => setAsks(false)} />}
    </Alert>
  );
}

function Decide({
  waiting: { playbook, count, accounts },
  onClose,
}: {
  waiting: WaitingSituations;
  onClose: () => void;
}) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const [refuses, setRefuses] = useState(false);
  const open = useWrite<void, { opened: number }>({
    send: () => api.post(at(slug, 'waiting-situations', playbook.key, 'opening')),
    done: ({ opened }) => `${sayCount(opened, 'situation')} opened. Their runs start now.`,
    after: onClose,
  });
  const refuse = useWrite<string, { declined: number }>({
    send: (reason) => api.post(at(slug, 'waiting-situations', playbook.key, 'refusal'), { reason }),
    done: ({ declined }) => `${sayCount(declined, 'account')} stay as they are.`,
    after: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`Start ${playbook.title} for ${sayCount(count, 'account')}?`} size="lg">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {mayManage
            ? 'Each gets a run with its own tasks and due dates from now.'
            : 'Managers and admins decide about it. Each would get a run with its own tasks.'}
        </Text>
        <ScrollArea.Autosize mah={360} type="auto">
          <List size="sm" spacing={4}>
            {accounts.map(({ id, name, headline }) => (
              <List.Item key={id}>
                <b>{name}</b>: {causeIn(headline, name)}
              </List.Item>
            ))}
          </List>
        </ScrollArea.Autosize>
        {count > accounts.length && (
          <Text size="sm" c="dimmed">
            And {count - accounts.length} more.
          </Text>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Later
          </Button>
          {mayManage && (
            <>
              <Button variant="default" onClick={() => setRefuses(true)}>
                Do not start …
              </Button>
              <Button loading={open.isPending} onClick={() => open.mutate()} data-autofocus>
                Start {sayCount(count, 'run')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
      <TextDialog
        opened={refuses}
        title="Do not start"
        label="Why not?"
        description="Each account is asked about again when its condition has ended and comes back."
        act="Do not start them"
        isRequired
        isBusy={refuse.isPending}
        onSend={(reason) => refuse.mutate(reason)}
        onClose={() => setRefuses(false)}
      />
    </Modal>
  );
}

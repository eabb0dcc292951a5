import { Button, Menu } from '@mantine/core';
import { IconDots, IconNote } from '@tabler/icons-react';
import { useState } from 'react';
import type { Run, RunPosition } from '../../../server/api/contract/run.ts';
import { api, at } from '../../api.ts';
import { useMayTakePart, useMayWork, useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { OpenEscalation } from '../escalations/open-escalation.tsx';
import { DismissDialog } from '../situations/dismiss-dialog.tsx';
import { TextDialog } from './step-dialogs.tsx';

/** What can be done with a run as a whole. */
export function RunActions({ run }: { run: Run }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const mayTakePart = useMayTakePart();
  const [asks, setAsks] = useState<'note' | 'close' | 'dismiss' | 'escalate' | null>(null);
  const leave = () => setAsks(null);
  const note = useWrite<string, RunPosition>({
    send: (text) => api.post(at(slug, 'runs', run.id, 'notes'), { text }),
    done: () => 'Noted.',
    after: leave,
  });
  const close = useWrite<string, RunPosition>({
    send: (reason) => api.post(at(slug, 'runs', run.id, 'closure'), { reason }),
    done: () => `Run #${run.number} is closed.`,
    after: leave,
  });
  if (!mayTakePart) return null;
  const isOpen = run.state === 'open';
  const openTasks = run.steps.filter((step) => step.status === 'ready').length;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconNote size={15} stroke={1.75} />}
        onClick={() => setAsks('note')}
      >
        Note
      </Button>
      {isOpen && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="xs" px="xs" aria-label="More">
              <IconDots size={15} aria-hidden="true" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setAsks('escalate')}>Escalate …</Menu.Item>
            {mayWork && <Menu.Item onClick={() => setAsks('close')}>Close the run …</Menu.Item>}
            {mayWork && run.situation?.state === 'open' && (
              <Menu.Item onClick={() => setAsks('dismiss')}>Not a risk, because …</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <TextDialog
        key={`note ${asks}`}
        opened={asks === 'note'}
        title="Add a note"
        label="Note"
        act="Add it"
        isRequired
        isBusy={note.isPending}
        onSend={(text) => note.mutate(text)}
        onClose={leave}
      />
      <TextDialog
        key={`close ${asks}`}
        opened={asks === 'close'}
        title={`Close run #${run.number}?`}
        label="Why?"
        description={
          openTasks > 0
            ? `${openTasks === 1 ? 'One open task goes' : `${openTasks} open tasks go`} with it. The reason is kept as the outcome.`
            : 'The reason is kept as the outcome.'
        }
        act="Close the run"
        isRequired
        isBusy={close.isPending}
        onSend={(reason) => close.mutate(reason)}
        onClose={leave}
      />
      {asks === 'escalate' && (
        <OpenEscalation account={run.account} run={{ id: run.id, title: run.playbook.title }} onClose={leave} />
      )}
      {run.situation && (
        <DismissDialog
          situation={run.situation.id}
          account={run.account.name}
          run={run}
          opened={asks === 'dismiss'}
          onClose={leave}
        />
      )}
    </>
  );
}

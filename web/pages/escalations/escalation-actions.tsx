import { Button, Group, Menu } from '@mantine/core';
import { IconCheck, IconDots, IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { Escalation } from '../../../server/api/contract/escalation.ts';
import { useMayTakePart, useMember } from '../../session.ts';
import { DelegateDialog } from '../members/delegate-dialog.tsx';
import { TextDialog } from '../runs/step-dialogs.tsx';
import { ConfirmationDialog, ConsentDialog, NextStepDialog, RaiseDialog, ReviewDialog } from './escalation-dialogs.tsx';
import { TellCustomer } from './tell-customer.tsx';
import { useEscalation } from './use-escalation.ts';

type Asks =
  | 'next'
  | 'raise'
  | 'give'
  | 'note'
  | 'tell'
  | 'resolve'
  | 'confirm'
  | 'reopen'
  | 'review'
  | 'consent'
  | null;

/** What can be done now, the next thing first. */
export function EscalationActions({ escalation, onDone }: { escalation: Escalation; onDone?: () => void }) {
  const [asks, setAsks] = useState<Asks>(null);
  const mayTakePart = useMayTakePart();
  const act = useEscalation(escalation.id);
  if (!mayTakePart || escalation.status === 'closed') return null;
  const leave = () => setAsks(null);
  const send = (what: string, body: object, said: string, method: 'post' | 'put' = 'post') =>
    act.mutate({ what, body, said, method }, { onSuccess: leave });
  const isOpen = escalation.status === 'open';
  return (
    <>
      <Group gap="xs">
        {isOpen ? (
          <OpenActions
            escalation={escalation}
            onAsk={setAsks}
            onAcknowledge={() => send('acknowledgement', {}, 'The clock stands still for a while.')}
          />
        ) : (
          <ResolvedActions
            escalation={escalation}
            onAsk={setAsks}
            onCloseIt={() =>
              act.mutate(
                { what: 'closure', said: `Escalation #${escalation.number} is closed.` },
                { onSuccess: () => onDone?.() },
              )
            }
          />
        )}
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <Button size="xs" variant="default" px="xs" aria-label="More">
              <IconDots size={15} aria-hidden="true" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {isOpen && escalation.level < 5 && <Menu.Item onClick={() => setAsks('raise')}>Raise it …</Menu.Item>}
            {isOpen && <Menu.Item onClick={() => setAsks('give')}>Give it to somebody …</Menu.Item>}
            {!isOpen && <Menu.Item onClick={() => setAsks('reopen')}>Open it again …</Menu.Item>}
            <Menu.Item onClick={() => setAsks('note')}>Add a note …</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {asks === 'next' && (
        <NextStepDialog
          escalation={escalation}
          isBusy={act.isPending}
          onSend={(body) => send('next-step', body, 'The next step is set.', 'put')}
          onClose={leave}
        />
      )}
      {asks === 'raise' && (
        <RaiseDialog
          escalation={escalation}
          isBusy={act.isPending}
          onSend={(body) => send('raising', body, 'Done.')}
          onClose={leave}
        />
      )}
      {asks === 'consent' && (
        <ConsentDialog
          escalation={escalation}
          isBusy={act.isPending}
          onSend={(body) => send('consent', body, 'Your answer is recorded.')}
          onClose={leave}
        />
      )}
      {asks === 'confirm' && (
        <ConfirmationDialog
          isBusy={act.isPending}
          onSend={(body) => send('confirmation', body, 'The answer is recorded.')}
          onClose={leave}
        />
      )}
      {asks === 'review' && (
        <ReviewDialog
          isBusy={act.isPending}
          onSend={(body) => send('review', body, 'The review is kept.')}
          onClose={leave}
        />
      )}
      {asks === 'tell' && <TellCustomer escalation={escalation} onClose={leave} />}
      <DelegateDialog
        key={`give ${asks}`}
        opened={asks === 'give'}
        title={escalation.issue}
        owner={escalation.owner.memberId}
        isBusy={act.isPending}
        onDelegate={({ memberId, name, reason }) =>
          send('owner', { memberId, ...(reason ? { reason } : {}) }, `${name} carries it now.`, 'put')
        }
        onClose={leave}
      />
      <Texts asks={asks} isBusy={act.isPending} onSend={send} onClose={leave} />
    </>
  );
}

function OpenActions({
  escalation,
  onAsk,
  onAcknowledge,
}: {
  escalation: Escalation;
  onAsk: (asks: Asks) => void;
  onAcknowledge: () => void;
}) {
  const { memberId, role } = useMember();
  const { consent } = escalation;
  const mayAnswer = consent !== null && (consent.memberId === memberId || role === 'manager' || role === 'admin');
  return (
    <>
      {mayAnswer && (
        <Button size="xs" onClick={() => onAsk('consent')}>
          Answer about level {consent.level} …
        </Button>
      )}
      {!escalation.isAcknowledged && (
        <Button
          size="xs"
          variant={mayAnswer ? 'default' : 'filled'}
          leftSection={<IconCheck size={15} stroke={2} />}
          onClick={onAcknowledge}
        >
          Acknowledge
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => onAsk('next')}>
        Next step …
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMail size={15} stroke={1.75} />}
        onClick={() => onAsk('tell')}
      >
        Write to the customer …
      </Button>
      <Button size="xs" variant="default" onClick={() => onAsk('resolve')}>
        Resolve …
      </Button>
    </>
  );
}

function ResolvedActions({
  escalation,
  onAsk,
  onCloseIt,
}: {
  escalation: Escalation;
  onAsk: (asks: Asks) => void;
  onCloseIt: () => void;
}) {
  const { confirmation, review } = escalation;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMail size={15} stroke={1.75} />}
        onClick={() => onAsk('tell')}
      >
        Write to the customer …
      </Button>
      <Button size="xs" variant={confirmation ? 'default' : 'filled'} onClick={() => onAsk('confirm')}>
        What the customer says …
      </Button>
      <Button size="xs" variant={confirmation && !review ? 'filled' : 'default'} onClick={() => onAsk('review')}>
        Review …
      </Button>
      {confirmation && review && (
        <Button size="xs" onClick={onCloseIt}>
          Close it
        </Button>
      )}
    </>
  );
}

/** What takes one text and a button. */
function Texts({
  asks,
  isBusy,
  onSend,
  onClose,
}: {
  asks: Asks;
  isBusy: boolean;
  onSend: (what: string, body: object, said: string) => void;
  onClose: () => void;
}) {
  return (
    <>
      <TextDialog
        key={`note ${asks}`}
        opened={asks === 'note'}
        title="Add a note"
        label="Note"
        act="Add it"
        isRequired
        isBusy={isBusy}
        onSend={(text) => onSend('notes', { text }, 'Noted.')}
        onClose={onClose}
      />
      <TextDialog
        key={`resolve ${asks}`}
        opened={asks === 'resolve'}
        title="Resolve it"
        label="Which steps resolved it?"
        description="The clock stops. Then the customer is asked, and a review closes it."
        act="It is resolved"
        isRequired
        isBusy={isBusy}
        onSend={(steps) => onSend('resolution', { steps }, 'It is resolved. Ask the customer to confirm.')}
        onClose={onClose}
      />
      <TextDialog
        key={`reopen ${asks}`}
        opened={asks === 'reopen'}
        title="Open it again"
        label="Why?"
        act="Open it again"
        isRequired
        isBusy={isBusy}
        onSend={(reason) => onSend('reopening', { reason }, 'It is open again.')}
        onClose={onClose}
      />
    </>
  );
}

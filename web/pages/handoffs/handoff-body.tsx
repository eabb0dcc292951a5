import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowNarrowRight, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Handoff } from '../../../server/api/contract/handoff.ts';
import { useMayWork } from '../../session.ts';
import { Document } from '../../ui/document.tsx';
import { Due, Instant } from '../../ui/when.tsx';
import { sayRole } from '../../ui/words.ts';
import { OfferAgainDialog, ReturnDialog, WithdrawDialog } from './handoff-dialogs.tsx';
import { useHandoff } from './use-handoff.ts';

const STATES: Readonly<Record<Handoff['state'], { word: string; color: string }>> = {
  offered: { word: 'Waits for an answer', color: 'blue' },
  accepted: { word: 'Accepted', color: 'green' },
  returned: { word: 'Returned', color: 'yellow' },
  lapsed: { word: 'Not accepted in time', color: 'red' },
  withdrawn: { word: 'Withdrawn', color: 'gray' },
};

export function HandoffState({ state }: Pick<Handoff, 'state'>) {
  return (
    <Badge color={STATES[state].color} flex="none">
      {STATES[state].word}
    </Badge>
  );
}

/** From whom to whom, and who carries it now. */
export function HandoffSides({ handoff }: { handoff: Handoff }) {
  const { giver, receiver, giverRole, receiverRole } = handoff;
  return (
    <Text size="sm" component="div">
      {giver.name}{' '}
      <Text span c="dimmed" size="sm">
        {sayRole(giverRole)}
      </Text>{' '}
      <IconArrowNarrowRight size={15} style={{ verticalAlign: -3 }} aria-label="to" />{' '}
      {receiver ? (
        <>
          {receiver.name}{' '}
          <Text span c="dimmed" size="sm">
            {sayRole(receiverRole)}
          </Text>
        </>
      ) : (
        `whoever is ${sayRole(receiverRole)}`
      )}
    </Text>
  );
}

/** Everything about a handoff: both sides, the clock, the gaps, the brief, what happened, and what can be done now. */
export function HandoffBody({ handoff, showsSides = true }: { handoff: Handoff; showsSides?: boolean }) {
  return (
    <Stack gap="sm">
      {showsSides && (
        <Group gap="4px 12px">
          <HandoffState state={handoff.state} />
          <HandoffSides handoff={handoff} />
        </Group>
      )}
      <Text size="sm" c="dimmed" component="div">
        {handoff.state === 'offered' ? (
          <>
            The answer is <Due at={handoff.acceptBy} because={handoff.acceptBecause} />. Until then {handoff.giver.name}{' '}
            carries it.
          </>
        ) : (
          <>
            {handoff.carriedBy && `${handoff.carriedBy.name} carries it. `}
            {handoff.settledAt && (
              <>
                Since <Instant at={handoff.settledAt} />
                {handoff.settledBy && `, by ${handoff.settledBy}`}
                {handoff.escalatedTo && `; ${handoff.escalatedTo.name} was told`}
                {handoff.reason && `: ${handoff.reason}`}
              </>
            )}
          </>
        )}
      </Text>
      {handoff.gaps.length > 0 && (
        <Alert variant="light" color="yellow" title="Missing">
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {handoff.gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </Alert>
      )}
      <HandoffActions handoff={handoff} />
      <div>
        <Document text={handoff.brief} keepsLines />
      </div>
      {handoff.missing.length > 0 && handoff.state === 'offered' && (
        <Text size="sm" c="dimmed">
          Not known to Steward: {handoff.missing.join(', ')}.
        </Text>
      )}
      {handoff.history.length > 1 && (
        <details>
          <summary>
            <Text span size="sm">
              What happened
            </Text>
          </summary>
          <ul style={{ margin: '6px 0 0', paddingInlineStart: 18 }}>
            {handoff.history.map((entry) => (
              <li key={entry.at + entry.words}>
                <Text size="sm" component="div">
                  {entry.by} {entry.words}, <Instant at={entry.at} />
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}

function HandoffActions({ handoff }: { handoff: Handoff }) {
  const mayWork = useMayWork();
  const [asks, setAsks] = useState<'return' | 'again' | 'withdraw' | null>(null);
  const { accept } = useHandoff(handoff);
  const cameBack = handoff.state === 'returned' || handoff.state === 'lapsed';
  const mayWithdraw = handoff.mayGive && handoff.run === null && (cameBack || handoff.state === 'offered');
  if (!mayWork || !(handoff.mayAnswer || (handoff.mayGive && cameBack) || mayWithdraw)) return null;
  const leave = () => setAsks(null);
  return (
    <Group gap="xs">
      {handoff.mayAnswer && (
        <>
          <Button
            size="xs"
            leftSection={<IconCheck size={15} stroke={2} />}
            loading={accept.isPending}
            onClick={() => accept.mutate()}
          >
            Accept
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={15} stroke={1.75} />}
            onClick={() => setAsks('return')}
          >
            Return, naming the gaps …
          </Button>
        </>
      )}
      {handoff.mayGive && cameBack && (
        <Button size="xs" onClick={() => setAsks('again')}>
          Offer again …
        </Button>
      )}
      {mayWithdraw && (
        <Button size="xs" variant="default" onClick={() => setAsks('withdraw')}>
          Withdraw …
        </Button>
      )}
      {asks === 'return' && <ReturnDialog handoff={handoff} onClose={leave} />}
      {asks === 'again' && <OfferAgainDialog handoff={handoff} onClose={leave} />}
      {asks === 'withdraw' && <WithdrawDialog handoff={handoff} onClose={leave} />}
    </Group>
  );
}

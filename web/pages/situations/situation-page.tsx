import { Anchor, Button, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunPosition } from '../../../server/api/contract/run.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { AccountLine } from '../../ui/account-line.tsx';
import { Lead, Page, Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { WhyLink } from '../why/why-link.tsx';
import { DismissDialog } from './dismiss-dialog.tsx';
import { situationQuery } from './situation-query.ts';
import { SituationState, Why } from './why.tsx';

/** A situation by itself: what and why, and the way to the run that works on it, or to start one. */
export function SituationPage() {
  const { organisation, situation: id } = useParams({ from: '/o/$organisation/situations/$situation' });
  const { data: situation } = useSuspenseQuery(situationQuery(organisation, id));
  const mayWork = useMayWork();
  const start = useStartRun();
  const [asks, setAsks] = useState(false);
  const takeBack = useWrite<void, { isOpenAgain: boolean }>({
    send: () => api.delete(at(organisation, 'situations', id, 'dismissal')),
    done: ({ isOpenAgain }) =>
      isOpenAgain ? 'Taken back: the situation is open again.' : 'Taken back. It opens again when it is found again.',
  });
  const { account, playbook, run } = situation;
  const isOpen = situation.state === 'open';
  return (
    <Page
      title={situation.headline}
      above={
        <Anchor component={Link} to={paths.playbook(organisation, playbook.key)} size="sm" c="dimmed">
          {playbook.title}
        </Anchor>
      }
      actions={
        <>
          {run && (
            <Button
              component={Link}
              to={paths.run(organisation, run.id)}
              variant={run.state === 'open' ? 'filled' : 'default'}
            >
              Open run #{run.number}
            </Button>
          )}
          {isOpen && mayWork && run?.state !== 'open' && (
            <Button
              loading={start.isPending}
              onClick={() => start.mutate({ accountId: account.id, playbookKey: playbook.key })}
            >
              Start {playbook.title}
            </Button>
          )}
          {situation.dismissal && mayWork && (
            <Button variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
              It is a risk after all
            </Button>
          )}
          {isOpen && mayWork && (
            <Button variant="default" onClick={() => setAsks(true)}>
              Not a risk, because …
            </Button>
          )}
        </>
      }
    >
      <Lead>
        <AccountLine account={account} />
      </Lead>
      <Section
        title="Why"
        beside={
          <Text c="dimmed" size="sm">
            <SituationState situation={situation} />
          </Text>
        }
      >
        <Why situation={situation} />
        <Text size="sm" mt="sm">
          <WhyLink account={account.id} playbook={playbook.key} on={situation.openedOn}>
            Every clause, on that day or any other
          </WhyLink>
        </Text>
      </Section>
      <DismissDialog situation={id} account={account.name} run={run} opened={asks} onClose={() => setAsks(false)} />
    </Page>
  );
}

/** Starts a playbook for an account by hand and goes to the run. */
export function useStartRun() {
  const slug = useSlug();
  const navigate = useNavigate();
  return useWrite<{ accountId: string; playbookKey: string; reason?: string }, RunPosition>({
    send: (input) => api.post(at(slug, 'runs'), input),
    done: ({ number }) => `Run #${number} has started.`,
    after: ({ runId }) => void navigate({ to: paths.run(slug, runId) }),
  });
}

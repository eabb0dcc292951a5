import { Button, Menu } from '@mantine/core';
import { IconArrowsRightLeft, IconDots, IconFlag, IconMessagePlus, IconPencil, IconRoute } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { useMayTakePart, useMayWork } from '../../session.ts';
import { Health } from '../../ui/health/health.tsx';
import { Money } from '../../ui/money.tsx';
import { Page } from '../../ui/page.tsx';
import { Day, Instant } from '../../ui/when.tsx';
import { sayStage } from '../../ui/words.ts';
import { OpenEscalation } from '../escalations/open-escalation.tsx';
import { AccountHandoffs } from '../handoffs/account-handoffs.tsx';
import { HandOver } from '../handoffs/hand-over.tsx';
import classes from './account.module.css';
import { AccountContacts } from './account-contacts.tsx';
import { AccountDetails } from './account-details.tsx';
import { AccountHealth } from './account-health.tsx';
import { AccountNext } from './account-next.tsx';
import { AccountNow } from './account-now.tsx';
import { accountQuery } from './account-query.ts';
import { AccountSignals } from './account-signals.tsx';
import { AccountTabs } from './account-tabs.tsx';
import { AccountTeam } from './account-team.tsx';
import { AccountTimeline } from './account-timeline.tsx';
import { AccountUsage } from './account-usage.tsx';
import { EditAccount } from './edit-account.tsx';
import { LogInteraction } from './log-interaction.tsx';
import { StartPlaybook } from './start-playbook.tsx';

/** An account as a page to read in a minute: who they are, how they are and why, what goes on, what comes next, what happened. */
export function AccountPage() {
  const { organisation, account: id } = useParams({ from: '/o/$organisation/accounts/$account' });
  const { data: account } = useSuspenseQuery(accountQuery(organisation, id));
  const mayWork = useMayWork();
  const mayTakePart = useMayTakePart();
  const [asks, setAsks] = useState<'log' | 'edit' | 'start' | 'escalate' | 'handover' | null>(null);
  const leave = () => setAsks(null);
  return (
    <Page
      title={account.name}
      above={<AccountTabs account={id} current="read" />}
      beside={
        account.health && (
          <Health band={account.health.band} score={account.health.score} change={account.health.change28d} />
        )
      }
      actions={
        mayTakePart && (
          <>
            <Button leftSection={<IconMessagePlus size={16} aria-hidden="true" />} onClick={() => setAsks('log')}>
              Log
            </Button>
            <Menu position="bottom-end" shadow="md">
              <Menu.Target>
                <Button variant="default" px="xs" aria-label="More">
                  <IconDots size={16} aria-hidden="true" />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {mayWork && (
                  <Menu.Item leftSection={<IconRoute size={15} />} onClick={() => setAsks('start')}>
                    Start a playbook …
                  </Menu.Item>
                )}
                <Menu.Item leftSection={<IconFlag size={15} />} onClick={() => setAsks('escalate')}>
                  Escalate …
                </Menu.Item>
                {mayWork && (
                  <Menu.Item leftSection={<IconArrowsRightLeft size={15} />} onClick={() => setAsks('handover')}>
                    Hand over …
                  </Menu.Item>
                )}
                {mayWork && (
                  <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setAsks('edit')}>
                    Change the details …
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        )
      }
    >
      <HeadLine account={account} />
      <div className={classes.columns}>
        <div>
          <AccountHealth account={account} />
          <AccountNow account={account} />
          <AccountHandoffs account={account.id} />
          <AccountNext account={account} />
          <AccountTimeline account={account} onLog={mayTakePart ? () => setAsks('log') : null} />
          <AccountUsage account={account} />
          <AccountSignals account={account} />
        </div>
        <div className={classes.aside}>
          <AccountDetails account={account} onEdit={mayWork ? () => setAsks('edit') : null} />
          <AccountTeam account={account} />
          <AccountContacts account={account} />
        </div>
      </div>
      {asks === 'log' && <LogInteraction account={account} onClose={leave} />}
      {asks === 'edit' && <EditAccount account={account} onClose={leave} />}
      {asks === 'escalate' && <OpenEscalation account={account} onClose={leave} />}
      {asks === 'handover' && <HandOver account={account} onClose={leave} />}
      {asks === 'start' && <StartPlaybook account={account} onClose={leave} />}
    </Page>
  );
}

/** Who they are, in a line. */
function HeadLine({ account }: { account: Account }) {
  const csm = account.team.find(({ role }) => role === 'csm');
  const kind = [account.segment && sayStage(account.segment), account.tier && `tier ${account.tier}`, account.industry];
  return (
    <div className={classes.line}>
      <span>
        ARR{' '}
        <b>
          <Money minor={account.arrMinor} currency={account.currency} />
        </b>
      </span>
      {account.renewalDate && (
        <span>
          Renewal{' '}
          <b>
            <Day day={account.renewalDate} />
          </b>
        </span>
      )}
      {account.stage && (
        <span>
          <b>{sayStage(account.stage)}</b>
          {account.stageSince && (
            <>
              {' '}
              since <Day day={account.stageSince} form="date" />
            </>
          )}
        </span>
      )}
      {kind.some(Boolean) && <span>{kind.filter(Boolean).join(', ')}</span>}
      <span>
        CSM <b>{csm?.name ?? 'nobody'}</b>
      </span>
      <span>
        Last touch <b>{account.lastTouchpointAt ? <Instant at={account.lastTouchpointAt} /> : 'none known'}</b>
      </span>
    </div>
  );
}

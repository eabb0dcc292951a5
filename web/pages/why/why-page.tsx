import { Button, Group, Skeleton, Text, TextInput } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { addDays } from '../../ui/date.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { Day, useToday } from '../../ui/when.tsx';
import { accountQuery } from '../accounts/account-query.ts';
import { AccountTabs } from '../accounts/account-tabs.tsx';
import { ExplainedPlaybook } from './explained-playbook.tsx';
import { PlaybookVerdicts } from './playbook-verdicts.tsx';
import classes from './why.module.css';
import { accountWhyQuery, type WhySearch } from './why-query.ts';

/** Why there is something, or nothing, for an account on a day: the verdict on every playbook, and each of them clause by clause. */
export function WhyPage() {
  const { organisation, account: id } = useParams({ from: '/o/$organisation/accounts/$account/why' });
  const { playbook, on } = useSearch({ from: '/o/$organisation/accounts/$account/why' });
  const { data: account } = useSuspenseQuery(accountQuery(organisation, id));
  const { data, error, refetch } = useQuery(accountWhyQuery(organisation, id, on));
  const navigate = useNavigate({ from: '/o/$organisation/accounts/$account/why' });
  const look = (search: WhySearch) =>
    void navigate({ search: { playbook, on, ...search }, replace: true, resetScroll: false });
  const shown = playbook ?? data?.playbooks[0]?.playbook.key;
  return (
    <Page title={`Why, and why not: ${account.name}`} above={<AccountTabs account={id} current="why" />}>
      <div className={classes.columns} data-chosen={playbook !== undefined || undefined}>
        <div className={classes.list}>
          <Section title="Playbooks">
            <DayAsked on={on} onChange={(day) => look({ on: day })} />
            {error ? (
              <Failed error={error} retry={() => void refetch()} />
            ) : data ? (
              <>
                <Text size="sm" c="dimmed" mb="xs">
                  {data.computedFrom === 'snapshot' ? 'As it was known on that morning.' : 'From what is known today.'}
                </Text>
                <PlaybookVerdicts
                  playbooks={data.playbooks}
                  shown={shown ?? null}
                  onShow={(key) => look({ playbook: key })}
                />
              </>
            ) : (
              <Skeleton height={320} />
            )}
          </Section>
        </div>
        <div className={classes.detail} aria-live="polite">
          <div className={classes.back}>
            <Button size="xs" variant="default" onClick={() => look({ playbook: undefined })}>
              All playbooks
            </Button>
          </div>
          {shown && <ExplainedPlaybook key={shown} account={account} playbook={shown} on={on} />}
        </div>
      </div>
    </Page>
  );
}

/** The day whose morning is asked about; none is now. */
function DayAsked({ on, onChange }: { on: string | undefined; onChange: (day: string | undefined) => void }) {
  const today = useToday();
  return (
    <Group gap="xs" align="end" mb="sm">
      <TextInput
        type="date"
        size="xs"
        label="As of the morning of"
        max={addDays(today, 1)}
        value={on ?? ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
      {on === undefined ? (
        <Text size="sm" c="dimmed" pb={4}>
          now
        </Text>
      ) : (
        <>
          <Button size="xs" variant="default" onClick={() => onChange(addDays(on, -1))}>
            A day before
          </Button>
          <Button size="xs" variant="default" disabled={on > today} onClick={() => onChange(addDays(on, 1))}>
            A day after
          </Button>
          <Button size="xs" variant="subtle" onClick={() => onChange(undefined)}>
            Now
          </Button>
          <Text size="sm" c="dimmed" pb={4}>
            <Day day={on} form="distance" />
          </Text>
        </>
      )}
    </Group>
  );
}

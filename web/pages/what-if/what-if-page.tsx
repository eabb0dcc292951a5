import { Button, type ComboboxItem, type ComboboxItemGroup, Group, Select, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFlask } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { accountQuery, signalsQuery } from '../accounts/account-query.ts';
import { AccountTabs } from '../accounts/account-tabs.tsx';
import { nameOf, type Signal } from '../accounts/signal-families.ts';
import { AssumedRuns } from './assumed-runs.tsx';
import { AssumptionInput } from './assumption-input.tsx';
import { HealthThen } from './health-then.tsx';
import classes from './what-if.module.css';
import { type Assumption, whatIfQuery } from './what-if-query.ts';

const SETTLES_AFTER = 250;

/** What would be of an account if some of its signals had other values: health, playbooks, steps. Nothing here changes anything. */
export function WhatIfPage() {
  const { organisation, account: id } = useParams({ from: '/o/$organisation/accounts/$account/what-if' });
  const { data: account } = useSuspenseQuery(accountQuery(organisation, id));
  const signals = useQuery(signalsQuery(organisation, id));
  const [assumed, setAssumed] = useState<readonly Assumption[]>([]);
  const [settled] = useDebouncedValue(assumed, SETTLES_AFTER);
  const { data, error, refetch } = useQuery(whatIfQuery(organisation, id, settled));
  const assume = (one: Assumption) =>
    setAssumed((before) => before.map((other) => (other.signal === one.signal ? one : other)));
  return (
    <Page title={`What if: ${account.name}`} above={<AccountTabs account={id} current="what-if" />}>
      <div className={classes.columns}>
        <div>
          <Section
            title="What is assumed"
            beside={
              assumed.length > 0 && (
                <Button size="compact-sm" variant="subtle" onClick={() => setAssumed([])}>
                  Nothing
                </Button>
              )
            }
          >
            {signals.error ? (
              <Failed error={signals.error} retry={() => void signals.refetch()} />
            ) : signals.data ? (
              <>
                <AddSignal
                  signals={signals.data.signals}
                  taken={assumed.map(({ signal }) => signal)}
                  onAdd={(signal) => setAssumed([...assumed, { signal: signal.name, value: startOf(signal) }])}
                />
                <ul className={classes.plain}>
                  {assumed.map((one) => (
                    <AssumptionInput
                      key={one.signal}
                      assumption={one}
                      signal={signals.data.signals.find(({ name }) => name === one.signal)!}
                      onChange={assume}
                      onRemove={() => setAssumed(assumed.filter(({ signal }) => signal !== one.signal))}
                    />
                  ))}
                </ul>
              </>
            ) : (
              <Skeleton height={120} />
            )}
            <Text size="sm" c="dimmed" mt="md">
              Only looked at: no signal is changed, no situation opened, no task made.
            </Text>
          </Section>
        </div>
        <div className={classes.results} aria-live="polite">
          {assumed.length === 0 ? (
            <Empty icon={<IconFlask size={28} stroke={1.5} />} title="Assume something">
              Choose a signal and give it another value: days since the last activity, an NPS score, the days until the
              renewal. Then see the health that follows, which playbooks would start, and who would do what by when.
            </Empty>
          ) : error ? (
            <Failed error={error} retry={() => void refetch()} />
          ) : data ? (
            <>
              <HealthThen health={data.health} />
              <AssumedRuns answer={data} />
            </>
          ) : (
            <Skeleton height={320} m="md" />
          )}
        </div>
      </div>
    </Page>
  );
}

/** A date is assumed as it is written; everything else begins with what it is now. */
function startOf({ value, type }: Signal): Assumption['value'] {
  if (type !== 'date' || typeof value !== 'number') return value;
  return new Date(value * 86_400_000).toISOString().slice(0, 10);
}

/** By its title or by the name that conditions have for it. */
function isMeant(option: ComboboxItem | ComboboxItemGroup<ComboboxItem>, text: string): boolean {
  return 'value' in option && `${option.label} ${option.value}`.toLowerCase().includes(text);
}

function AddSignal({
  signals,
  taken,
  onAdd,
}: {
  signals: readonly Signal[];
  taken: readonly string[];
  onAdd: (signal: Signal) => void;
}) {
  const choices = signals.filter(({ name }) => !taken.includes(name));
  return (
    <Group mb="sm">
      <Select
        label="Signal"
        placeholder="Type a part of its name, such as NPS"
        style={{ flex: 1 }}
        searchable
        value={null}
        data={choices.map((signal) => ({ value: signal.name, label: nameOf(signal) }))}
        onChange={(name) => {
          const signal = choices.find((one) => one.name === name);
          if (signal) onAdd(signal);
        }}
        filter={({ options, search }) => options.filter((one) => isMeant(one, search.trim().toLowerCase()))}
        nothingFoundMessage="No signal has this in its name"
      />
    </Group>
  );
}
